// Absorption spectra and chi(k) as plain columns: .xmu, .dat, .chi.
#pragma once

#include <filesystem>

#include "nacre/io/xafs_scan.hpp"

namespace nacre::io {

// Two columns are energy and mu; of more the names in the header tell. Throws Error (data).
XafsScan read_xafs_text(const std::filesystem::path& file, const XafsOptions& options);

struct ChiCurve {
  std::vector<double> k_per_A{};  // ascending, from 0 on
  std::vector<double> chi{};
};

// The first two columns: k in 1/A and chi(k) without weight. Throws Error (data): k does not rise or is too
// large for k, fewer than 20 rows.
ChiCurve read_chi(const std::filesystem::path& file);

}  // namespace nacre::io
