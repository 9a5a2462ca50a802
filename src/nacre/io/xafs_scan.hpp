// One X-ray absorption spectrum as it was measured, and from which columns of a file it comes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/io/number_rows.hpp"

namespace nacre::io {

struct XafsScan {
  std::string name{};
  std::filesystem::path file{};
  std::string element{}, edge{};    // "Cd", "K", where the file says so
  std::vector<double> energy_eV{};  // ascending
  std::vector<double> mu{};
  std::vector<double> reference_mu{};  // of the reference foil, where it was measured too
  std::string source{};                // "ln(i0/itrans)"
  std::vector<std::string> notes{};    // what was changed on the way
};

struct XafsOptions {
  std::string channel = "auto";  // auto | transmission | fluorescence | reference
  std::string energy_unit{};     // eV | keV; empty: as the file says, or eV
  std::string group{};           // of an Athena project; empty: all of them
};

// Columns of a table by their names, in any case: energy; mu, or i0 with itrans or ifluor; irefer. A scan
// that runs down in energy is turned round, equal energies are averaged. Throws Error (data) with the place:
// no energy or no absorption, another unit, energies that neither rise nor fall, intensities that are not
// positive.
XafsScan scan_of_columns(const NumberRows& rows, const std::vector<std::string>& names,
                         const std::string& unit, std::string_view text, const std::filesystem::path& file,
                         const XafsOptions& options);

// The last line of the header that names as many columns as there are, the energy among them; or none.
std::vector<std::string> names_in_header(const NumberRows& rows);

// Turns a scan that runs down round and averages equal energies. Throws Error (data): fewer than 20 points.
void settle_scan(XafsScan& scan, const std::filesystem::path& file);

}  // namespace nacre::io
