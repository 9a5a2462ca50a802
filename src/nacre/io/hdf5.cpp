#include "nacre/io/hdf5.hpp"

#include <hdf5.h>

#include <algorithm>
#include <functional>
#include <new>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/hdf5_handles.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t compressed_above = 4096;       // bytes
constexpr hsize_t largest_chunk = hsize_t{1} << 17;  // values: 1 MiB
constexpr unsigned gzip_level = 4;

static_assert(std::is_same_v<hid_t, Hdf5Id>);
using Handle = Hdf5Handle;

std::string read_attribute(hid_t object, const char* name) {
  const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, "an attribute");
  const Handle stored(H5Aget_type(attribute), H5Tclose, "an attribute");
  const Handle space(H5Aget_space(attribute), H5Sclose, "an attribute");
  const bool is_text = H5Tis_variable_str(stored) > 0 && H5Sget_simple_extent_npoints(space) == 1;
  if (!is_text) throw Hdf5Failure{"an attribute that is not a text"};
  char* text = nullptr;
  checked(H5Aread(attribute, stored, &text), "an attribute");
  std::string value = text ? text : "";
  H5free_memory(text);
  return value;
}

std::vector<hsize_t> extents_of(const Array& array) { return {array.shape.begin(), array.shape.end()}; }

// Throws std::length_error where the product would overflow: a damaged file may claim any shape.
std::size_t count_of(const std::vector<std::size_t>& shape) {
  std::size_t count = 1;
  for (const std::size_t extent : shape) {
    if (extent != 0 && count > std::vector<double>().max_size() / extent)
      throw std::length_error("an array shape is too large");
    count *= extent;
  }
  return count;
}

void check_shape(const Array& array) {
  if (count_of(array.shape) != array.values.size())
    throw std::invalid_argument("array " + array.name + " has " + std::to_string(array.values.size()) +
                                " values, its shape asks for " + std::to_string(count_of(array.shape)));
}

// The largest leading blocks of the array that stay below the limit.
std::vector<hsize_t> chunk_of(std::vector<hsize_t> extents) {
  hsize_t size = std::accumulate(extents.begin(), extents.end(), hsize_t{1}, std::multiplies<>());
  for (hsize_t& extent : extents) {
    if (size <= largest_chunk) break;
    size /= extent;
    extent = std::max<hsize_t>(1, largest_chunk / size);
    size *= extent;
  }
  return extents;
}

void compress(hid_t properties, const Array& array) {
  if (array.shape.empty() || array.values.size() * sizeof(double) <= compressed_above) return;
  const std::vector<hsize_t> chunk = chunk_of(extents_of(array));
  checked(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "a chunk size");
  checked(H5Pset_shuffle(properties), "a filter");
  checked(H5Pset_deflate(properties, gzip_level), "a filter");
}

void write_array(hid_t file, const Array& array) {
  const std::vector<hsize_t> extents = extents_of(array);
  const hid_t shaped = extents.empty()
                           ? H5Screate(H5S_SCALAR)
                           : H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr);
  const Handle space(shaped, H5Sclose, "an array shape");
  const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "an array");
  // The same run makes the same file.
  checked(H5Pset_obj_track_times(properties, false), "an array");
  compress(properties, array);
  const Handle path(H5Pcreate(H5P_LINK_CREATE), H5Pclose, "an array");
  checked(H5Pset_create_intermediate_group(path, 1), "a group");
  const Handle dataset(
      H5Dcreate2(file, array.name.c_str(), H5T_IEEE_F64LE, space, path, properties, H5P_DEFAULT), H5Dclose,
      "an array name that is empty or there twice");
  if (!array.values.empty())
    checked(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, array.values.data()),
            "the values of an array");
  write_hdf5_attribute(dataset, "unit", array.unit);
  write_hdf5_attribute(dataset, "description", array.description);
}

std::vector<std::size_t> shape_of(hid_t dataset) {
  const Handle space(H5Dget_space(dataset), H5Sclose, "an array shape");
  const int rank = checked(H5Sget_simple_extent_ndims(space), "an array shape");
  std::vector<hsize_t> extents(static_cast<std::size_t>(rank));
  checked(H5Sget_simple_extent_dims(space, extents.data(), nullptr), "an array shape");
  return {extents.begin(), extents.end()};
}

Array read_array(hid_t file, const std::string& name) {
  const Handle dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "an array");
  const Handle type(H5Dget_type(dataset), H5Tclose, "an array");
  if (H5Tget_class(type) != H5T_FLOAT) throw Hdf5Failure{"an array that does not hold numbers of nacre"};
  Array array{.name = name,
              .unit = read_attribute(dataset, "unit"),
              .description = read_attribute(dataset, "description"),
              .shape = shape_of(dataset),
              .values = {}};
  array.values.resize(count_of(array.shape));
  if (!array.values.empty())
    checked(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, array.values.data()),
            "the values of an array");
  return array;
}

herr_t collect_dataset(hid_t group, const char* name, const H5L_info_t*, void* names) {
  const hid_t object = H5Oopen(group, name, H5P_DEFAULT);
  if (object < 0) return -1;
  if (H5Iget_type(object) == H5I_DATASET) static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  H5Oclose(object);
  return 0;
}

herr_t collect_attribute(hid_t, const char* name, const H5A_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

std::vector<Array> read_arrays(hid_t file) {
  std::vector<std::string> names;
  checked(H5Lvisit(file, H5_INDEX_NAME, H5_ITER_INC, collect_dataset, &names), "the list of arrays");
  std::vector<Array> arrays;
  arrays.reserve(names.size());
  for (const std::string& name : names) arrays.push_back(read_array(file, name));
  return arrays;
}

std::map<std::string, std::string> read_attributes(hid_t file) {
  std::vector<std::string> names;
  hsize_t at = 0;
  checked(H5Aiterate2(file, H5_INDEX_NAME, H5_ITER_INC, &at, collect_attribute, &names), "the attributes");
  std::map<std::string, std::string> attributes;
  for (const std::string& name : names) attributes[name] = read_attribute(file, name.c_str());
  return attributes;
}

[[noreturn]] void fail_to_read(const std::filesystem::path& path, std::string found) {
  fail_with_file(path, "cannot be read as an HDF5 file of nacre", std::move(found),
                 "a whole HDF5 file that nacre wrote");
}

// HDF5 refuses to open an image in memory under the name of a file that exists; this one cannot.
constexpr const char* name_in_memory = "/dev/null/nacre";

class MemoryAccess {
 public:
  MemoryAccess() : properties_(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "a file") {
    constexpr std::size_t growth = std::size_t{1} << 20;
    checked(H5Pset_fapl_core(properties_, growth, 0), "a file");
  }

  void set_image(std::string& image) {
    checked(H5Pset_file_image(properties_, image.data(), image.size()), "a file");
  }
  operator hid_t() const { return properties_; }

 private:
  Handle properties_;
};

std::string image_of(hid_t file) {
  checked(H5Fflush(file, H5F_SCOPE_GLOBAL), "a file");
  const ssize_t size = checked(H5Fget_file_image(file, nullptr, 0), "a file");
  std::string image(static_cast<std::size_t>(size), '\0');
  checked(H5Fget_file_image(file, image.data(), image.size()), "a file");
  return image;
}

std::string image_with(const std::vector<Array>& arrays,
                       const std::map<std::string, std::string>& attributes) {
  return hdf5_image([&](hid_t file) {
    for (const Array& array : arrays) write_array(file, array);
    for (const auto& [name, value] : attributes) write_hdf5_attribute(file, name, value);
  });
}

// HDF5 follows damaged files into the void, and ends the program there. So a seal is appended, which HDF5
// itself and every other program that reads the format leaves alone, and no image without it is opened.
constexpr std::string_view seal_mark = "\nnacre sha256 ";
constexpr std::size_t seal_size = seal_mark.size() + 64;

std::string sealed(std::string image) {
  const std::string sum = sha256_of_text(image);
  return image.append(seal_mark).append(sum);
}

bool holds_seal(const std::string& image) {
  if (image.size() < seal_size) return false;
  const std::string_view content(image.data(), image.size() - seal_size);
  return image.compare(content.size(), seal_size, std::string(seal_mark) + sha256_of_text(content)) == 0;
}

// Opens the file, hands it to `read`, and names it in whatever goes wrong.
template <typename Read>
auto read_from(const std::filesystem::path& path, const Read& read) {
  std::string image = read_file(path);
  if (image.empty()) fail_to_read(path, "an empty file");
  if (!holds_seal(image)) fail_to_read(path, "a file that is cut off, damaged or of another kind");
  const auto lock = hdf5_lock();
  try {
    MemoryAccess access;
    access.set_image(image);
    const Handle file(H5Fopen(name_in_memory, H5F_ACC_RDONLY, access), H5Fclose,
                      "a file that is cut off, damaged or of another kind");
    return read(file);
  } catch (const Hdf5Failure& failure) {
    fail_to_read(path, failure.what);
  } catch (const std::bad_alloc&) {
    fail_to_read(path, "an array larger than the memory");
  } catch (const std::length_error&) {
    fail_to_read(path, "an array larger than the memory");
  }
}

}  // namespace

std::unique_lock<std::mutex> hdf5_lock() {
  static std::mutex mutex;
  std::unique_lock lock(mutex);
  H5Eset_auto(H5E_DEFAULT, nullptr, nullptr);
  return lock;
}

std::string hdf5_image(const std::function<void(Hdf5Id file)>& fill) {
  const auto lock = hdf5_lock();
  const MemoryAccess access;
  const Handle file(H5Fcreate(name_in_memory, H5F_ACC_TRUNC, H5P_DEFAULT, access), H5Fclose, "a file");
  fill(file);
  return image_of(file);
}

void write_hdf5_attribute(Hdf5Id object, const std::string& name, const std::string& value) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "a text type");
  checked(H5Tset_size(type, H5T_VARIABLE), "a text type");
  checked(H5Tset_cset(type, H5T_CSET_UTF8), "a text type");
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "an attribute");
  const Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         "an attribute");
  const char* text = value.c_str();
  checked(H5Awrite(attribute, type, &text), "an attribute");
}

void write_hdf5(const std::filesystem::path& path, const std::vector<Array>& arrays,
                const std::map<std::string, std::string>& attributes) {
  std::for_each(arrays.begin(), arrays.end(), check_shape);
  std::string image;
  try {
    image = sealed(image_with(arrays, attributes));
  } catch (const Hdf5Failure& failure) {
    fail_with_file(path, std::string("cannot be written: HDF5 failed at ") + failure.what);
  }
  write_file_atomically(path, image);
}

std::vector<Array> read_hdf5(const std::filesystem::path& path) { return read_from(path, read_arrays); }

std::map<std::string, std::string> read_hdf5_attributes(const std::filesystem::path& path) {
  return read_from(path, read_attributes);
}

std::string hdf5_version() {
  const auto lock = hdf5_lock();
  unsigned major = 0, minor = 0, release = 0;
  H5get_libversion(&major, &minor, &release);
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

}  // namespace nacre::io
