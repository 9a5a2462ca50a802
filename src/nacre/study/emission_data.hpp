// The spectra of an emission study, as they are fitted.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "nacre/spectra/emission_spectrum.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct EmissionFrame {
  std::string name{};
  double at = 0;         // time or temperature; the number of the spectrum where the file says neither
  std::string defect{};  // why it cannot be used; empty: it can
  std::shared_ptr<const spectra::EmissionSpectrum> spectrum{};
  double noise = 0;  // median error, in units of the measured signal
};

struct EmissionData {
  std::vector<EmissionFrame> frames{};
  std::string at_name{};  // "time", "temperature", "spectrum"
  std::string at_unit{};  // "s", "K"; empty: plain numbers
  std::string error_statement{};
  std::string density_statement{};
  std::vector<std::string> warnings{};

  bool timed() const { return at_unit == "s"; }
};

// Reads [data] file of this case, in the window of the study, over the response, on the axis of [model].
// Throws Error (data), also where no spectrum of the file can be used.
EmissionData read_emission_data(const Case& one);

// How many numbers a fit with so many lines has.
int line_parameters(const Case& one, int lines);

// The number of lines that [model] populations asks for at most.
int most_lines(const Case& one);

}  // namespace nacre::study
