#include "nacre/io/hdf5_reader.hpp"

#include <hdf5.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <new>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/frame_folder.hpp"
#include "nacre/io/hdf5_handles.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;
using Shape = std::vector<std::size_t>;

constexpr std::size_t most_texts = 64;            // of an attribute
constexpr std::size_t longest_text = 1 << 16;     // bytes
constexpr std::size_t most_children = 1'000'000;  // of a group
constexpr std::size_t largest_cache = 64 << 20;   // bytes of chunks kept unpacked
constexpr std::size_t smallest_cache = 1 << 20;
constexpr std::size_t strongest_compression = 1100;  // gzip's limit is 1032
constexpr const char* whole_file = "a whole HDF5 file";

std::string fixed_texts(const Hdf5Handle& type, std::string_view bytes) {
  const std::size_t size = std::max<std::size_t>(1, H5Tget_size(type));
  std::string text(bytes.substr(0, size));
  text.resize(std::min(text.size(), text.find('\0')));
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

// The texts that `read(memory type, buffer)` fetches: of variable or of fixed length.
template <typename Read>
std::vector<std::string> texts_of(const Hdf5Handle& type, const Hdf5Handle& space, const Read& read) {
  const auto count = static_cast<std::size_t>(checked(H5Sget_simple_extent_npoints(space), "a text"));
  const std::size_t size = H5Tget_size(type);
  if (count == 0 || count > most_texts || size == 0 || size * count > longest_text) return {};
  std::vector<std::string> texts;
  if (H5Tis_variable_str(type) > 0) {
    std::vector<char*> pointers(count, nullptr);
    checked(read(type, static_cast<void*>(pointers.data())), "a text");
    for (const char* text : pointers) texts.emplace_back(text ? text : "");
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
    return texts;
  }
  std::string bytes(size * count, '\0');
  checked(read(type, static_cast<void*>(bytes.data())), "a text");
  for (std::size_t i = 0; i < count; ++i)
    texts.push_back(fixed_texts(type, std::string_view(bytes).substr(i * size, size)));
  return texts;
}

std::vector<std::string> numbers_as_texts(hid_t attribute, const Hdf5Handle& space) {
  const auto count = static_cast<std::size_t>(checked(H5Sget_simple_extent_npoints(space), "an attribute"));
  if (count == 0 || count > most_texts) return {};
  std::vector<double> values(count);
  checked(H5Aread(attribute, H5T_NATIVE_DOUBLE, values.data()), "an attribute");
  std::vector<std::string> texts;
  for (const double value : values) texts.push_back(format_number(value));
  return texts;
}

herr_t collect_name(hid_t, const char* name, const H5L_info_t*, void* names) {
  auto& all = *static_cast<std::vector<std::string>*>(names);
  all.emplace_back(name);
  return all.size() < most_children ? 0 : -1;
}

Shape extents_of(hid_t space) {
  const int rank = checked(H5Sget_simple_extent_ndims(space), "the shape of an array");
  std::vector<hsize_t> extents(static_cast<std::size_t>(rank));
  checked(H5Sget_simple_extent_dims(space, extents.data(), nullptr), "the shape of an array");
  return {extents.begin(), extents.end()};
}

// At least two chunks stay unpacked, so that reading row after row unpacks each chunk once.
std::size_t cache_for(hid_t dataset) {
  const Hdf5Handle created(H5Dget_create_plist(dataset), H5Pclose, "an array");
  const Hdf5Handle type(H5Dget_type(dataset), H5Tclose, "an array");
  if (H5Pget_layout(created) != H5D_CHUNKED) return smallest_cache;
  hsize_t extents[H5S_MAX_RANK];
  const int rank = checked(H5Pget_chunk(created, H5S_MAX_RANK, extents), "the chunks of an array");
  std::size_t bytes = H5Tget_size(type);
  for (int i = 0; i < rank && bytes < largest_cache; ++i) bytes *= std::max<std::size_t>(1, extents[i]);
  return std::clamp(2 * bytes, smallest_cache, largest_cache);
}

// A filter that this HDF5 has not, by its name; or empty.
std::string missing_filter(hid_t dataset) {
  const Hdf5Handle created(H5Dget_create_plist(dataset), H5Pclose, "an array");
  const int count = H5Pget_nfilters(created);
  for (int i = 0; i < count; ++i) {
    unsigned flags = 0, configuration = 0;
    std::size_t values = 0;
    char name[64] = "";
    const H5Z_filter_t filter = H5Pget_filter2(created, static_cast<unsigned>(i), &flags, &values, nullptr,
                                               sizeof name, name, &configuration);
    if (filter >= 0 && H5Zfilter_avail(filter) <= 0) return *name ? name : "number " + std::to_string(filter);
  }
  return {};
}

}  // namespace

struct Hdf5Reader::State {
  fs::path path;
  std::unique_ptr<Hdf5Handle> file{};
  mutable std::map<std::string, std::unique_ptr<Hdf5Handle>> datasets{};

  // Closed under the lock too.
  ~State() {
    const auto lock = hdf5_lock();
    datasets.clear();
    file.reset();
  }

  [[noreturn]] void fail(const std::string& object, std::string message, std::string found,
                         std::string expected, std::string hint = {}) const {
    fail_with_file(path, object + ": " + message, std::move(found), std::move(expected), std::move(hint));
  }

  // Runs `read` under the lock and names the object in whatever HDF5 fails at.
  template <typename Read>
  auto guarded(const std::string& object, const Read& read) const {
    const auto lock = hdf5_lock();
    try {
      return read();
    } catch (const Hdf5Failure& failure) {
      fail(object, std::string("cannot be read: HDF5 failed at ") + failure.what, "", whole_file,
           "the file may be cut off or damaged");
    } catch (const std::bad_alloc&) {
      fail(object, "is larger than the memory", "", "");
    } catch (const std::length_error&) {
      fail(object, "is larger than the memory", "", "");
    }
  }

  // H5Oopen would follow a path whose first part is not there with an error only.
  bool exists(const std::string& object) const {
    if (object == "/" || object.empty()) return true;
    for (std::size_t at = object.find('/', 1);; at = object.find('/', at + 1)) {
      const std::string part = object.substr(0, at);
      if (H5Lexists(*file, part.c_str(), H5P_DEFAULT) <= 0) return false;
      if (at == object.npos) return H5Oexists_by_name(*file, object.c_str(), H5P_DEFAULT) > 0;
    }
  }

  H5I_type_t type_of(const std::string& object) const {
    if (!exists(object)) return H5I_BADID;
    const hid_t id = H5Oopen(*file, object.c_str(), H5P_DEFAULT);
    if (id < 0) return H5I_BADID;
    const H5I_type_t type = H5Iget_type(id);
    H5Oclose(id);
    return type;
  }

  // Stays open, with its cache of chunks.
  hid_t dataset(const std::string& name) const {
    auto& kept = datasets[name];
    if (kept) return *kept;
    std::size_t cache = 0;
    {
      const Hdf5Handle first(H5Dopen2(*file, name.c_str(), H5P_DEFAULT), H5Dclose, "an array");
      cache = cache_for(first);
    }
    const Hdf5Handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, "an array");
    checked(H5Pset_chunk_cache(access, 521, cache, 1.0), "an array");
    kept = std::make_unique<Hdf5Handle>(H5Dopen2(*file, name.c_str(), access), H5Dclose, "an array");
    return *kept;
  }

  void check_numbers(hid_t dataset, const std::string& name) const {
    const Hdf5Handle type(H5Dget_type(dataset), H5Tclose, "an array");
    const H5T_class_t kind = H5Tget_class(type);
    if (kind == H5T_FLOAT || kind == H5T_INTEGER) return;
    fail(name, "holds no numbers", kind == H5T_STRING ? "text" : "values of another type", "numbers");
  }

  // A damaged or unfinished file may claim any shape. What a virtual array stores lies elsewhere.
  void check_storage(hid_t dataset, const std::string& name, const Shape& shape) const {
    const Hdf5Handle created(H5Dget_create_plist(dataset), H5Pclose, "an array");
    if (H5Pget_layout(created) == H5D_VIRTUAL) return;
    const Hdf5Handle type(H5Dget_type(dataset), H5Tclose, "an array");
    const double stored = static_cast<double>(H5Dget_storage_size(dataset));
    double claimed = static_cast<double>(H5Tget_size(type));
    for (const std::size_t extent : shape) claimed *= static_cast<double>(extent);
    if (claimed <= strongest_compression * stored) return;
    fail(name, "claims more values than are stored", format_number(stored) + " bytes stored",
         format_number(claimed) + " bytes, perhaps compressed", "the file may be unfinished or damaged");
  }
};

Hdf5Reader::Hdf5Reader(const fs::path& file) : state_(std::make_unique<State>()) {
  state_->path = file;
  const auto lock = hdf5_lock();
  try {
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "a file");
#if H5_VERSION_GE(1, 10, 7)
    H5Pset_file_locking(access, false, true);  // network file systems may lack locks; nothing is written
#endif
    state_->file =
        std::make_unique<Hdf5Handle>(H5Fopen(file.c_str(), H5F_ACC_RDONLY, access), H5Fclose, "a file");
  } catch (const Hdf5Failure&) {
    fail_with_file(file, "cannot be read as an HDF5 file",
                   "a file that is cut off, damaged or of another kind", whole_file);
  }
}

Hdf5Reader::~Hdf5Reader() = default;
Hdf5Reader::Hdf5Reader(Hdf5Reader&&) noexcept = default;

const fs::path& Hdf5Reader::file() const { return state_->path; }

std::vector<std::string> Hdf5Reader::children(const std::string& group) const {
  return state_->guarded(group, [&] {
    const Hdf5Handle id(H5Gopen2(*state_->file, group.c_str(), H5P_DEFAULT), H5Gclose, "a group");
    std::vector<std::string> names;
    hsize_t at = 0;
    checked(H5Literate(id, H5_INDEX_NAME, H5_ITER_NATIVE, &at, collect_name, &names), "the names in a group");
    std::ranges::sort(names, natural_less);
    return names;
  });
}

bool Hdf5Reader::is_group(const std::string& path) const {
  return state_->guarded(path, [&] { return state_->type_of(path) == H5I_GROUP; });
}

bool Hdf5Reader::is_dataset(const std::string& path) const {
  return state_->guarded(path, [&] { return state_->type_of(path) == H5I_DATASET; });
}

std::vector<std::string> Hdf5Reader::attribute(const std::string& object, const std::string& name) const {
  return state_->guarded(object, [&]() -> std::vector<std::string> {
    const Hdf5Handle id(H5Oopen(*state_->file, object.c_str(), H5P_DEFAULT), H5Oclose, "an object");
    if (H5Aexists(id, name.c_str()) <= 0) return {};
    const Hdf5Handle attribute(H5Aopen(id, name.c_str(), H5P_DEFAULT), H5Aclose, "an attribute");
    const Hdf5Handle type(H5Aget_type(attribute), H5Tclose, "an attribute");
    const Hdf5Handle space(H5Aget_space(attribute), H5Sclose, "an attribute");
    const H5T_class_t kind = H5Tget_class(type);
    if (kind == H5T_FLOAT || kind == H5T_INTEGER) return numbers_as_texts(attribute, space);
    if (kind != H5T_STRING) return {};
    return texts_of(type, space, [&](hid_t memory, void* to) { return H5Aread(attribute, memory, to); });
  });
}

std::string Hdf5Reader::text(const std::string& dataset) const {
  return state_->guarded(dataset, [&]() -> std::string {
    const Hdf5Handle id(H5Dopen2(*state_->file, dataset.c_str(), H5P_DEFAULT), H5Dclose, "a text");
    const Hdf5Handle type(H5Dget_type(id), H5Tclose, "a text");
    const Hdf5Handle space(H5Dget_space(id), H5Sclose, "a text");
    if (H5Tget_class(type) != H5T_STRING) return {};
    const auto texts = texts_of(type, space, [&](hid_t memory, void* to) {
      return H5Dread(id, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, to);
    });
    return texts.empty() ? "" : texts.front();
  });
}

Shape Hdf5Reader::shape(const std::string& dataset) const {
  return state_->guarded(dataset, [&] {
    const hid_t id = state_->dataset(dataset);
    state_->check_numbers(id, dataset);
    const Hdf5Handle space(H5Dget_space(id), H5Sclose, "the shape of an array");
    const Shape shape = extents_of(space);
    state_->check_storage(id, dataset, shape);
    return shape;
  });
}

std::size_t Hdf5Reader::chunk_rows(const std::string& dataset) const {
  return state_->guarded(dataset, [&] {
    const hid_t id = state_->dataset(dataset);
    const Hdf5Handle created(H5Dget_create_plist(id), H5Pclose, "an array");
    const Hdf5Handle space(H5Dget_space(id), H5Sclose, "the shape of an array");
    const Shape shape = extents_of(space);
    hsize_t chunk[H5S_MAX_RANK] = {};
    if (H5Pget_layout(created) == H5D_CHUNKED)
      checked(H5Pget_chunk(created, H5S_MAX_RANK, chunk), "the chunks of an array");
    const std::size_t rows = chunk[0] > 0 ? chunk[0] : shape.empty() ? 1 : shape[0];
    return std::max<std::size_t>(1, rows);
  });
}

std::vector<double> Hdf5Reader::rows(const std::string& dataset, std::size_t first, std::size_t count) const {
  return state_->guarded(dataset, [&] {
    const hid_t id = state_->dataset(dataset);
    const Hdf5Handle space(H5Dget_space(id), H5Sclose, "the shape of an array");
    std::vector<hsize_t> extents;
    for (const std::size_t extent : extents_of(space)) extents.push_back(extent);
    std::vector<hsize_t> start(extents.size(), 0);
    if (!extents.empty()) {
      start[0] = first;
      extents[0] = count;
      checked(H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, extents.data(), nullptr),
              "rows");
    }
    const auto size = std::accumulate(extents.begin(), extents.end(), hsize_t{1}, std::multiplies<>());
    std::vector<double> values(size);
    const Hdf5Handle memory(H5Screate_simple(1, &size, nullptr), H5Sclose, "rows");
    if (size == 0) return values;
    if (H5Dread(id, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, values.data()) >= 0) return values;
    const std::string filter = missing_filter(id);
    if (filter.empty()) throw Hdf5Failure{"its values"};
    state_->fail(dataset, "is compressed with a filter that this HDF5 library does not know", filter,
                 "gzip, szip or none", "h5repack -f GZIP=4 unpacks it where the filter is installed");
  });
}

// The signature stands at 0, or at 512, 1024, 2048 ... behind a block of the user.
bool is_hdf5(const fs::path& file) {
  constexpr std::string_view signature("\x89HDF\r\n\x1a\n", 8);
  std::ifstream stream(file, std::ios::binary);
  for (std::streamoff at = 0; at < (1 << 20); at = at == 0 ? 512 : 2 * at) {
    char bytes[8];
    if (!stream.seekg(at).read(bytes, sizeof bytes)) return false;
    if (std::string_view(bytes, sizeof bytes) == signature) return true;
  }
  return false;
}

}  // namespace nacre::io
