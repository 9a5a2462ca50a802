// What an exafs case reads: scans of one sample, and the path of its shell.
#pragma once

#include <string>
#include <vector>

#include "nacre/io/xafs_scan.hpp"
#include "nacre/scattering/xafs_background.hpp"
#include "nacre/scattering/xafs_shell.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct ExafsSettings {
  scattering::EdgeOptions edge{};
  scattering::BackgroundOptions background{};
  scattering::TransformOptions transform{};
};

// Throws Error (usage): a range that is none.
ExafsSettings exafs_settings(const Case& one);

// Throws Error: neither file nor scans, or both; unreadable files.
std::vector<io::XafsScan> read_exafs_scans(const Case& one);

// "Cu foil" of the label of the case, or the name of the file.
std::string exafs_name(const Case& one);

// The shell to be fitted, where the study has one. Throws Error: neither feff nor standard, or both.
bool has_shell(const Case& one);
scattering::ScatteringPath read_shell_path(const Case& one, const ExafsSettings& settings);
scattering::ShellRequest shell_request(const Case& one, const ExafsSettings& settings,
                                       const scattering::ScatteringPath& path);

}  // namespace nacre::study
