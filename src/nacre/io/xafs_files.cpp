#include "nacre/io/xafs_files.hpp"

#include <algorithm>

#include "nacre/io/athena.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/gzip.hpp"
#include "nacre/io/xafs_text.hpp"
#include "nacre/io/xdi.hpp"

namespace nacre::io {

std::vector<XafsScan> read_xafs(const std::filesystem::path& file, const XafsOptions& options) {
  const std::string bytes = read_file(file);
  if (is_gzip(bytes) || is_athena(bytes)) return read_athena(file, options);
  if (bytes.find('\0') != bytes.npos)
    fail_with_file(file, "is no absorption spectrum", "binary content",
                   "XDI, columns of text, or an Athena project",
                   "export the spectrum as columns energy and mu");
  if (!options.group.empty())
    fail_with_file(file, "has no groups", options.group, "an Athena project", "leave group under [data] out");
  return {is_xdi(bytes) ? read_xdi(file, options) : read_xafs_text(file, options)};
}

}  // namespace nacre::io
