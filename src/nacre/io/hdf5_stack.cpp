#include "nacre/io/hdf5_stack.hpp"

#include <algorithm>
#include <optional>

#include "nacre/io/data_error.hpp"

namespace nacre::io {
namespace {

using Names = std::vector<std::string>;

const Names q_names{"q", "Q", "q_per_nm", "q_nm", "q_nm^-1", "q_A", "q_per_A", "q_A^-1", "qs", "q_values"};
const Names intensity_names{"I",        "intensity", "Intensity",        "intensities", "I_q", "Iq",
                            "I_per_cm", "I_cm",      "intensity_per_cm", "data",        "i"};
const Names error_names{"Idev",  "I_error", "I_err",  "dI",   "I_dev",  "intensity_error", "I_error_per_cm",
                        "sigma", "error",   "errors", "Ierr", "sigmas", "I_sigma",         "uncertainties"};
const Names width_names{"dq", "dQ", "Qdev", "q_error", "q_width", "dq_per_nm", "sigma_q"};
const Names at_names{"time",        "Time",        "time_s",        "t", "times", "t_s",
                     "temperature", "Temperature", "temperature_K", "T"};

constexpr int deepest = 6;  // groups in groups
constexpr std::size_t most_groups = 1000;

std::string joined(const std::string& group, const std::string& name) {
  return group == "/" ? "/" + name : group + "/" + name;
}

std::string first_of(const Names& names, const Names& children, const std::string& group) {
  for (const std::string& name : names)
    if (std::ranges::find(children, name) != children.end()) return joined(group, name);
  return {};
}

// The first group, this one or one below, that has both q and I.
std::optional<std::string> find_group(const Hdf5Reader& file, const std::string& group, int depth,
                                      std::size_t& seen) {
  if (depth > deepest || ++seen > most_groups) return {};
  const Names children = file.children(group);
  const std::string q = first_of(q_names, children, group),
                    intensity = first_of(intensity_names, children, group);
  if (!q.empty() && !intensity.empty() && file.is_dataset(q) && file.is_dataset(intensity)) return group;
  for (const std::string& child : children) {
    if (!file.is_group(joined(group, child))) continue;
    if (auto found = find_group(file, joined(group, child), depth + 1, seen)) return found;
  }
  return {};
}

// The named dataset, by its path or beside q.
std::string named(const Hdf5Reader& file, const std::string& group, const std::string& name,
                  const char* what) {
  for (const std::string& path : {name.starts_with("/") ? name : "/" + name, joined(group, name)})
    if (file.is_dataset(path)) return path;
  std::string there;
  for (const std::string& child : file.children(group)) there += (there.empty() ? "" : ", ") + child;
  fail_with_file(file.file(), "has no dataset \"" + name + "\" for " + what, there.substr(0, 300), name);
}

std::string parent_of(const std::string& path) {
  const std::size_t at = path.rfind('/');
  return at == 0 || at == path.npos ? "/" : path.substr(0, at);
}

[[noreturn]] void fail_without_curves(const Hdf5Reader& file) {
  std::string there;
  for (const std::string& child : file.children("/")) there += (there.empty() ? "" : ", ") + child;
  fail_with_file(file.file(), "has no group with curves",
                 there.empty() ? "an empty file" : "at the top: " + there.substr(0, 200),
                 "NXcanSAS, or datasets q and I beside each other",
                 "name them: [datasets] q = \"...\", intensity = \"...\"");
}

}  // namespace

CurveArrays find_stack(const Hdf5Reader& file, const ScatteringOptions& options) {
  std::string group = "/";
  if (options.q.empty() || options.intensity.empty()) {
    std::size_t seen = 0;
    const auto found = find_group(file, "/", 0, seen);
    if (!found && options.q.empty() && options.intensity.empty()) fail_without_curves(file);
    group = found.value_or("/");
  } else {
    group = parent_of(named(file, "/", options.q, "q"));
  }
  const Names children = file.children(group);
  const auto choose = [&](const std::string& name, const Names& common, const char* what) {
    return name.empty() ? first_of(common, children, group) : named(file, group, name, what);
  };
  CurveArrays arrays{.q = choose(options.q, q_names, "q"),
                     .intensity = choose(options.intensity, intensity_names, "the intensity"),
                     .error = choose(options.error, error_names, "the error"),
                     .width = choose(options.width, width_names, "dq"),
                     .at = choose(options.at, at_names, "time or temperature")};
  if (arrays.q.empty() || arrays.intensity.empty()) fail_without_curves(file);
  return arrays;
}

}  // namespace nacre::io
