// Pair distribution functions as PDFgetX2, PDFgetX3, PDFgetN, PDFgui and diffpy write them (.gr, .fgr), and
// the curves over Q beside them (.iq, .chi, .sq, .fq).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace nacre::io {

enum class Radiation { xray, neutron, electron };

// What a header says about the measurement. What it does not say stays empty: nothing is guessed.
struct PdfFacts {
  std::string program{};  // "PDFgetX2", "PDFgetX3", "PDFgetN", "PDFgui", "nacre"; empty: not said
  std::string composition{};
  std::optional<Radiation> radiation{};
  std::optional<double> q_min_per_A{};
  std::optional<double> q_max_per_A{};
  std::optional<double> q_max_inst_per_A{};
  std::optional<double> q_damp_per_A{};
  std::optional<double> q_broad_per_A{};
  std::optional<double> temperature_K{};
  std::optional<double> wavelength_A{};
  std::optional<double> rpoly_A{};
};

struct PdfCurve {
  std::string name{};                    // of the file
  std::vector<double> r_A{};             // ascending, above 0
  std::vector<double> g_per_A2{};        // G(r), 1/A^2
  std::vector<double> g_error_per_A2{};  // one standard deviation; empty: none in the file
  PdfFacts facts{};
  bool has_header = false;  // lines of words stood above the rows
};

struct QCurve {
  std::string name{};
  std::vector<double> q_per_A{};  // ascending, above 0
  std::vector<double> value{};    // I, S or F, as the file has it
  std::vector<double> error{};    // one standard deviation; empty: none in the file
  PdfFacts facts{};
  std::string note{};  // what was left out, as one sentence
};

// Columns r, G; r, G, error; or r, G, error of r, error of G with anything after them, unless the line of
// names says otherwise. r in angstrom unless that line says nm. Errors that are all zero are none. Throws
// Error (data).
PdfCurve read_gr(const std::filesystem::path& file);

// How Q is meant where the file does not say: "1/A", "1/nm", "two-theta" (degrees, which needs the
// wavelength), or "" where it must be said by the file.
struct QOptions {
  std::string q_unit{};
  std::optional<double> wavelength_A{};
};

// Columns Q, value and, where it is there, the error. Throws Error (data), UnitError.
QCurve read_q_curve(const std::filesystem::path& file, const QOptions& options);

// The facts in the lines above the data of a file.
PdfFacts facts_in_header(const std::string& header);

}  // namespace nacre::io
