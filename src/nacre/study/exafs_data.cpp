#include "nacre/study/exafs_data.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/feff_path.hpp"
#include "nacre/io/xafs_files.hpp"
#include "nacre/io/xafs_text.hpp"
#include "nacre/scattering/xafs_spline.hpp"
#include "nacre/study/fit_requests.hpp"

namespace nacre::study {
namespace {

using namespace scattering;

constexpr double filter_margin_A =
    0.1;  // of a standard's filter beyond the range of the fit, and half its slope

std::optional<double> optional_number(const Case& one, const char* key) {
  return one.has(key) ? std::optional(one.number(key)) : std::nullopt;
}

XafsWindow window_of(const std::string& name) {
  if (name == "kaiser") return XafsWindow::kaiser;
  if (name == "parzen") return XafsWindow::parzen;
  if (name == "welch") return XafsWindow::welch;
  if (name == "sine") return XafsWindow::sine;
  if (name == "gaussian") return XafsWindow::gaussian;
  return XafsWindow::hanning;
}

void refuse_ranges(const Case& one) {
  const auto ordered = [&](const char* low, const char* high, const char* what) {
    if (one.has(low) && one.has(high) && one.number(low) >= one.number(high))
      throw one.error(high, std::string(what) + " ends before it begins", format_number(one.number(high)),
                      "more than " + format_number(one.number(low)));
  };
  ordered("edge.pre1", "edge.pre2", "the range before the edge");
  ordered("edge.norm1", "edge.norm2", "the range after the edge");
  ordered("transform.k_min", "transform.k_max", "the window in k");
  ordered("shell.r_min", "shell.r_max", "the range of the shell");
}

constexpr const char* every_group = "all";

io::XafsOptions options_of(const Case& one) {
  const std::string group = one.has("data.group") ? one.text("data.group") : "";
  return {.channel = one.text("data.channel"),
          .energy_unit = one.has("data.energy_unit") ? one.text("data.energy_unit") : "",
          .group = group == every_group ? "" : group};
}

std::vector<double> on_grid(const io::ChiCurve& curve) {
  const CubicInterpolation chi(curve.k_per_A, curve.chi);
  std::vector<double> values(static_cast<std::size_t>(curve.k_per_A.back() / xafs_k_step + 1.01));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double k = static_cast<double>(i) * xafs_k_step;
    if (k >= curve.k_per_A.front()) values[i] = chi.at(k);
  }
  return values;
}

// Of a spectrum by the same steps as of the sample; its E0 is its own.
std::vector<double> chi_of_standard(const Case& one, const ExafsSettings& settings) {
  const std::filesystem::path file = one.text("shell.standard");
  if (file.extension() == ".chi") return on_grid(io::read_chi(file));
  const auto scans = io::read_xafs(file, {.channel = one.text("data.channel")});
  if (scans.size() > 1)
    throw one.error("shell.standard", "the standard is several spectra", std::to_string(scans.size()), "one",
                    "export it from the project as a file of its own");
  const XafsSpectrum spectrum{scans[0].name, scans[0].energy_eV, scans[0].mu};
  EdgeOptions edge = settings.edge;
  edge.e0_eV.reset();
  return subtract_background(spectrum, normalize(spectrum, edge), settings.background).chi;
}

ScatteringPath read_standard(const Case& one, const ExafsSettings& settings) {
  for (const char* key : {"shell.standard_n", "shell.standard_r"})
    if (!one.has(key))
      throw one.error("shell.standard", "a standard needs its neighbours and their distance", "",
                      "standard_n = 4 and standard_r = \"2.526 A\" under [shell]");
  const BackOptions back{.r_min_A = one.number("shell.r_min") - filter_margin_A,
                         .r_max_A = one.number("shell.r_max") + filter_margin_A,
                         .dr_A = 2 * filter_margin_A};
  try {
    ScatteringPath path = path_of_standard(chi_of_standard(one, settings), settings.transform, back,
                                           one.number("shell.standard_n"), one.number("shell.standard_r"));
    path.name = std::filesystem::path(one.text("shell.standard")).filename().string();
    return path;
  } catch (const std::invalid_argument& error) {
    io::fail_with_file(one.text("shell.standard"), error.what());
  }
}

ScatteringPath read_feff(const Case& one) {
  io::FeffPath path = io::read_feff_path(one.text("shell.feff"));
  if (path.legs != 2)
    io::fail_with_file(one.text("shell.feff"), "is a path of multiple scattering",
                       std::to_string(path.legs) + " legs", "2 legs, out and back",
                       "the first shell is a path of two legs, in feff0001.dat");
  const std::string name = std::filesystem::path(one.text("shell.feff")).filename().string();
  return path_of_feff({.name = path.name.empty() ? name : path.name + ", " + name,
                       .degeneracy = path.degeneracy,
                       .r_A = path.r_A,
                       .k_per_A = std::move(path.k_per_A),
                       .central_phase = std::move(path.central_phase),
                       .magnitude = std::move(path.magnitude),
                       .phase = std::move(path.phase),
                       .reduction = std::move(path.reduction),
                       .mean_free_path_A = std::move(path.mean_free_path_A),
                       .p_per_A = std::move(path.p_per_A)});
}

// Groups of a project may be anything: what they have in common is for the user to say.
void refuse_unnamed_groups(const Case& one, const std::vector<io::XafsScan>& scans) {
  if (!one.has("data.file") || one.has("data.group") || scans.size() < 2) return;
  std::string groups;
  for (const io::XafsScan& scan : scans) groups += (groups.empty() ? "\"" : ", \"") + scan.name + "\"";
  throw one.error("data.file", "the project has several groups and the study names none",
                  groups.substr(0, 400),
                  "group = \"" + scans.front().name +
                      "\", a list of groups side by side, or group = \"all\" for scans of one sample");
}

}  // namespace

ExafsSettings exafs_settings(const Case& one) {
  refuse_ranges(one);
  ExafsSettings settings;
  settings.edge = {.e0_eV = optional_number(one, "edge.e0"),
                   .pre1_eV = optional_number(one, "edge.pre1"),
                   .pre2_eV = optional_number(one, "edge.pre2"),
                   .norm1_eV = optional_number(one, "edge.norm1"),
                   .norm2_eV = optional_number(one, "edge.norm2")};
  if (one.has("edge.order")) settings.edge.order = static_cast<int>(one.integer("edge.order"));
  settings.background = {.r_background_A = one.number("background.rbkg"),
                         .k_weight = static_cast<int>(one.integer("background.k_weight")),
                         .k_max_per_A = optional_number(one, "background.k_max"),
                         .clamp_low = one.number("background.clamp_low"),
                         .clamp_high = one.number("background.clamp_high")};
  if (one.has("background.knots"))
    settings.background.knots = static_cast<int>(one.integer("background.knots"));
  settings.transform = {.k_min_per_A = one.number("transform.k_min"),
                        .k_max_per_A = one.number("transform.k_max"),
                        .dk_per_A = one.number("transform.dk"),
                        .k_weight = static_cast<int>(one.integer("transform.k_weight")),
                        .window = window_of(one.text("transform.window"))};
  return settings;
}

std::vector<io::XafsScan> read_exafs_scans(const Case& one) {
  const bool file = one.has("data.file"), scans = one.has("data.scans");
  if (file && scans)
    throw one.error("data.scans", "the data are there twice, as file and as scans", "",
                    "file (samples side by side) or scans (of one sample, averaged)");
  if (!file && !scans) throw one.error("data.channel", "there are no data", "", "file or scans under [data]");
  std::vector<std::string> files;
  if (scans)
    files = one.at("data.scans").texts;
  else
    files.push_back(one.text("data.file"));
  std::vector<io::XafsScan> all;
  for (const std::string& path : files)
    for (io::XafsScan& scan : io::read_xafs(path, options_of(one))) all.push_back(std::move(scan));
  refuse_unnamed_groups(one, all);
  return all;
}

std::string exafs_name(const Case& one) {
  std::string name;
  for (const auto& [key, value] : one.label) {
    const std::string text = std::holds_alternative<std::string>(value)
                                 ? std::get<std::string>(value)
                                 : key + " " + format_number(std::get<double>(value));
    name += (name.empty() ? "" : ", ") + (key == "file" ? std::filesystem::path(text).stem().string() : text);
  }
  if (!name.empty()) return name;
  if (one.has("data.file")) return std::filesystem::path(one.text("data.file")).stem().string();
  return "mean of the scans";
}

bool has_shell(const Case& one) { return one.has("shell.r_min"); }

ScatteringPath read_shell_path(const Case& one, const ExafsSettings& settings) {
  if (one.has("shell.feff") == one.has("shell.standard"))
    throw one.error(one.has("shell.feff") ? "shell.standard" : "shell.r_min",
                    "a shell needs amplitude and phase from one place", "",
                    "feff = \"feff0001.dat\", or standard = \"bulk.xdi\" with standard_n and standard_r");
  return one.has("shell.feff") ? read_feff(one) : read_standard(one, settings);
}

ShellRequest shell_request(const Case& one, const ExafsSettings& settings, const ScatteringPath& path) {
  ShellRequest request{.name = exafs_name(one),
                       .transform = settings.transform,
                       .r_min_A = one.number("shell.r_min"),
                       .r_max_A = one.number("shell.r_max"),
                       .parameters = shell_cards(path, one.has("shell.standard"))};
  const char* keys[] = {"shell.n", "shell.r", "shell.sigma2", "shell.de0", "shell.s02"};
  for (int i = 0; i < shell_parameters; ++i)
    apply_request(one.at(keys[i]).parameter, request.parameters[static_cast<std::size_t>(i)]);
  if (!request.parameters[shell_n].fixed && !request.parameters[shell_s02].fixed)
    throw one.error("shell.s02", "n and s02 cannot both be fitted: only their product is in the data", "fit",
                    "one of them as a number");
  const auto fixed = [](const fit::Parameter& parameter) { return parameter.fixed; };
  if (std::ranges::all_of(request.parameters, fixed))
    throw one.error("shell.r", "no parameter of the shell is fitted", "", "\"fit\" for at least one");
  return request;
}

}  // namespace nacre::study
