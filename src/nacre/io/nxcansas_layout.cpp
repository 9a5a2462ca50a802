#include "nacre/io/nxcansas_layout.hpp"

#include <algorithm>

namespace nacre::io {
namespace {

using Names = std::vector<std::string>;

std::string joined(const std::string& group, const std::string& name) {
  return group == "/" ? "/" + name : group + "/" + name;
}

// "Time,Q" in one text, or one text each.
Names words_of(const Names& values) {
  Names words;
  for (const std::string& value : values)
    for (std::size_t at = 0; at <= value.size();) {
      const std::size_t end = std::min(value.find(',', at), value.size());
      std::string word = value.substr(at, end - at);
      std::erase(word, ' ');
      if (!word.empty()) words.push_back(word);
      at = end + 1;
    }
  return words;
}

// The class of a group in canSAS words; programs before version 1.1 wrote it as the NeXus class.
bool is_class(const Hdf5Reader& file, const std::string& group, const std::string& name) {
  if (!file.is_group(group)) return false;
  for (const char* attribute : {"canSAS_class", "NX_class"})
    for (const std::string& value : file.attribute(group, attribute))
      if (value == name) return true;
  return false;
}

// An NXentry is one of NXcanSAS if its definition says so.
bool is_entry(const Hdf5Reader& file, const std::string& group) {
  if (is_class(file, group, "SASentry")) return true;
  const std::string definition = joined(group, "definition");
  return file.is_group(group) && file.is_dataset(definition) && file.text(definition) == "NXcanSAS";
}

std::string named_by(const Hdf5Reader& file, const std::string& object, const Names& attributes) {
  for (const std::string& attribute : attributes) {
    const Names words = words_of(file.attribute(object, attribute));
    if (!words.empty()) return words.front();
  }
  return {};
}

// The dataset that an attribute names, else the usual one, if it is there.
std::string array_in(const Hdf5Reader& file, const std::string& group, const std::string& named,
                     const std::string& usual) {
  for (const std::string& name : {named, usual})
    if (!name.empty() && file.is_dataset(joined(group, name))) return joined(group, name);
  return {};
}

// The axis of frames is the one that is not Q.
std::string at_in(const Hdf5Reader& file, const std::string& group) {
  Names axes = words_of(file.attribute(group, "I_axes"));
  if (axes.empty()) axes = words_of(file.attribute(group, "axes"));
  for (const std::string& axis : axes)
    if (axis != "Q" && axis != "." && file.is_dataset(joined(group, axis))) return joined(group, axis);
  return {};
}

CurveArrays arrays_in(const Hdf5Reader& file, const std::string& group, const std::string& name) {
  CurveArrays arrays{.name = name, .strict_units = true};
  arrays.intensity = array_in(file, group, named_by(file, group, {"signal"}), "I");
  arrays.q = array_in(file, group, "Q", "q");
  if (arrays.intensity.empty() || arrays.q.empty()) {  // the missing one is named where it is read
    arrays.intensity = joined(group, "I");
    arrays.q = joined(group, "Q");
    return arrays;
  }
  std::string error = named_by(file, arrays.intensity, {"uncertainties", "uncertainty"});
  if (error.empty()) error = named_by(file, group, {"I_uncertainties", "I_uncertainty"});
  arrays.error = array_in(file, group, error, "Idev");
  arrays.width = array_in(file, group, named_by(file, arrays.q, {"resolutions", "uncertainties"}), "Qdev");
  arrays.at = at_in(file, group);
  return arrays;
}

}  // namespace

std::vector<CurveArrays> find_nxcansas(const Hdf5Reader& file) {
  std::vector<CurveArrays> all;
  for (const std::string& entry : file.children("/")) {
    const std::string path = joined("/", entry);
    if (!is_entry(file, path)) continue;
    Names data;
    for (const std::string& child : file.children(path))
      if (is_class(file, joined(path, child), "SASdata")) data.push_back(child);
    for (const std::string& child : data)
      all.push_back(arrays_in(file, joined(path, child), data.size() == 1 ? entry : entry + "/" + child));
  }
  if (all.size() == 1) all.front().name.clear();
  return all;
}

}  // namespace nacre::io
