#include "nacre/io/nxcansas.hpp"

#include <hdf5.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/hdf5_handles.hpp"

namespace nacre::io {
namespace {

using Handle = Hdf5Handle;
using Extents = std::vector<hsize_t>;

constexpr hsize_t chunk_values = 1 << 15;

void write_texts(hid_t object, const char* name, const std::vector<const char*>& texts) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "a text type");
  checked(H5Tset_size(type, H5T_VARIABLE), "a text type");
  checked(H5Tset_cset(type, H5T_CSET_UTF8), "a text type");
  const hsize_t count = texts.size();
  const Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose, "an attribute");
  const Handle attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         "an attribute");
  checked(H5Awrite(attribute, type, texts.data()), "an attribute");
}

void write_index(hid_t object, const char* name, int value) {
  const hsize_t one = 1;
  const Handle space(H5Screate_simple(1, &one, nullptr), H5Sclose, "an attribute");
  const Handle attribute(H5Acreate2(object, name, H5T_STD_I32LE, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         "an attribute");
  checked(H5Awrite(attribute, H5T_NATIVE_INT, &value), "an attribute");
}

// Without the time of writing, so that the same values make the same file.
hid_t make_dataset_properties() {
  const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  if (properties >= 0) checked(H5Pset_obj_track_times(properties, false), "an array");
  return properties;
}

void write_text(hid_t group, const char* name, const std::string& value) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "a text type");
  checked(H5Tset_size(type, H5T_VARIABLE), "a text type");
  checked(H5Tset_cset(type, H5T_CSET_UTF8), "a text type");
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "a text");
  const Handle properties(make_dataset_properties(), H5Pclose, "a text");
  const Handle dataset(H5Dcreate2(group, name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose,
                       "a text");
  const char* text = value.c_str();
  checked(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &text), "a text");
}

hid_t make_group(hid_t parent, const char* name) {
  return H5Gcreate2(parent, name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
}

class Writer {
 public:
  Writer(const NxcansasSeries& series, const NxcansasStorage& storage)
      : series_(series), storage_(storage), is_series_(!series.at.empty()) {}

  void fill(hid_t file) const {
    write_hdf5_attribute(file, "NX_class", "NXroot");
    write_hdf5_attribute(file, "default", "sasentry");
    const Handle entry(make_group(file, "sasentry"), H5Gclose, "a group");
    write_hdf5_attribute(entry, "NX_class", "NXentry");
    write_hdf5_attribute(entry, "canSAS_class", "SASentry");
    write_hdf5_attribute(entry, "version", "1.1");
    write_hdf5_attribute(entry, "default", "sasdata");
    write_text(entry, "definition", "NXcanSAS");
    write_text(entry, "title", series_.title);
    write_text(entry, "run", "");
    const Handle data(make_group(entry, "sasdata"), H5Gclose, "a group");
    describe(data);
    write_arrays(data);
  }

 private:
  const char* axis() const { return series_.at_unit == "K" ? "Temperature" : "Time"; }

  void describe(hid_t data) const {
    write_hdf5_attribute(data, "NX_class", "NXdata");
    write_hdf5_attribute(data, "canSAS_class", "SASdata");
    write_hdf5_attribute(data, "signal", "I");
    std::vector<const char*> axes{"Q"};
    if (is_series_) axes.insert(axes.begin(), axis());
    write_texts(data, "I_axes", axes);
    write_texts(data, "axes", axes);
    write_index(data, "Q_indices", is_series_ ? 1 : 0);
    if (is_series_) write_index(data, (std::string(axis()) + "_indices").c_str(), 0);
    if (!series_.error.empty()) write_hdf5_attribute(data, "I_uncertainties", "Idev");
  }

  void write_arrays(hid_t data) const {
    const Extents q_shape{series_.q_per_nm.size()};
    Extents shape = q_shape;
    if (is_series_) shape.insert(shape.begin(), series_.at.size());
    const bool has_width = !series_.q_width_per_nm.empty();
    write_array(data, "Q", series_.q_per_nm, q_shape, "1/nm", has_width ? "resolutions" : "", "Qdev");
    if (has_width) write_array(data, "Qdev", series_.q_width_per_nm, q_shape, "1/nm", "", "");
    const bool has_error = !series_.error.empty();
    write_array(data, "I", rounded(series_.intensity), shape, series_.intensity_unit,
                has_error ? "uncertainties" : "", "Idev");
    if (has_error) write_array(data, "Idev", rounded(series_.error), shape, series_.intensity_unit, "", "");
    if (is_series_) write_array(data, axis(), series_.at, {series_.at.size()}, series_.at_unit, "", "");
  }

  std::vector<double> rounded(std::vector<double> values) const {
    if (storage_.mantissa_bits > 0)
      for (double& value : values) value = rounded_to_bits(value, storage_.mantissa_bits);
    return values;
  }

  // Intensities and errors are stored as the caller wishes; `relation` names the dataset of its errors.
  void write_array(hid_t group, const char* name, const std::vector<double>& values, const Extents& shape,
                   const std::string& unit, const char* relation, const char* related) const {
    const bool is_measured = *name == 'I';
    const Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose,
                       "an array shape");
    const Handle properties(make_dataset_properties(), H5Pclose, "an array");
    if (is_measured && storage_.gzip > 0) compress(properties, shape);
    const hid_t type = is_measured && storage_.single_precision ? H5T_IEEE_F32LE : H5T_IEEE_F64LE;
    const Handle dataset(H5Dcreate2(group, name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose,
                         "an array");
    checked(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
            "the values of an array");
    write_hdf5_attribute(dataset, "units", unit);
    if (*relation) write_hdf5_attribute(dataset, relation, related);
  }

  // Whole frames to a chunk, so that a reader of frames unpacks each chunk once.
  void compress(hid_t properties, const Extents& shape) const {
    Extents chunk = shape;
    if (chunk.size() == 2) chunk[0] = std::clamp<hsize_t>(chunk_values / chunk[1], 1, chunk[0]);
    checked(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "a chunk size");
    checked(H5Pset_shuffle(properties), "a filter");
    checked(H5Pset_deflate(properties, static_cast<unsigned>(storage_.gzip)), "a filter");
  }

  const NxcansasSeries& series_;
  const NxcansasStorage& storage_;
  bool is_series_;
};

void check(const NxcansasSeries& series, const NxcansasStorage& storage) {
  const std::size_t points = series.q_per_nm.size();
  const std::size_t frames = std::max<std::size_t>(1, series.at.size());
  const bool fits = points > 0 && series.intensity.size() == points * frames &&
                    (series.error.empty() || series.error.size() == series.intensity.size()) &&
                    (series.q_width_per_nm.empty() || series.q_width_per_nm.size() == points);
  if (!fits)
    throw std::invalid_argument("the arrays of a series of scattering curves do not fit one another");
  if (series.at_unit != "s" && series.at_unit != "K")
    throw std::invalid_argument("a series is one of times in s or of temperatures in K, not " +
                                series.at_unit);
  if (storage.gzip < 0 || storage.gzip > 9) throw std::invalid_argument("gzip has the levels 0 to 9");
}

}  // namespace

double rounded_to_bits(double value, int bits) {
  if (!std::isfinite(value)) return value;
  int exponent = 0;
  const double mantissa = std::frexp(value, &exponent);
  return std::ldexp(std::nearbyint(std::ldexp(mantissa, bits)), exponent - bits);
}

void write_nxcansas(const std::filesystem::path& file, const NxcansasSeries& series,
                    const NxcansasStorage& storage) {
  check(series, storage);
  std::string image;
  try {
    image = hdf5_image([&](hid_t id) { Writer(series, storage).fill(id); });
  } catch (const Hdf5Failure& failure) {
    fail_with_file(file, std::string("cannot be written: HDF5 failed at ") + failure.what);
  }
  write_file_atomically(file, image);
}

}  // namespace nacre::io
