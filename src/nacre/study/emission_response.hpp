// The response of a spectrometer: signal per light against wavelength.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nacre::study {

struct EmissionResponse {
  std::vector<double> wavelength_nm{};  // ascending
  std::vector<double> response{};       // relative, positive

  bool empty() const { return response.empty(); }
  std::string range_text() const;  // "400 to 800 nm"

  // Linear between the points; empty where one of the wavelengths lies beyond them.
  std::vector<double> at(const std::vector<double>& wavelengths_nm) const;
};

// Columns wavelength_nm, ascending, and response. Throws Error (data).
EmissionResponse read_emission_response(const std::filesystem::path& file);

}  // namespace nacre::study
