#include "nacre/study/composition_data.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/crystal/formula.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/xy_text.hpp"

namespace nacre::study {
namespace {

using crystal::Component;
using spectra::Measured;

crystal::Formula formula_of(const Case& one, const char* key, const std::string& text) {
  try {
    return crystal::parse_formula(text);
  } catch (const std::invalid_argument& reason) {
    throw one.error(key, "\"" + text + "\" is no formula: " + reason.what(), text,
                    "elements with numbers, a charge at the end: C8H7O2-");
  }
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (const io::TextCell& cell : io::split_cells(text, separator))
    if (!cell.text.empty()) parts.push_back(cell.text);
  return parts;
}

void add_core(const Case& one, std::vector<Component>& components) {
  for (const std::string& text : split(one.text("formula.core"), ' ')) {
    const crystal::Formula formula = formula_of(one, "formula.core", text);
    if (formula.atoms.size() != 1 || formula.atoms.front().second != 1)
      throw one.error("formula.core", "\"" + text + "\" is not one element", text,
                      "elements with their charges: Cd2+ S2-");
    components.push_back(
        {formula.atoms.front().first, crystal::molar_mass_g_mol(formula), formula.charge, false});
  }
  if (components.empty()) throw one.error("formula.core", "the core has no element");
}

// A formula as the name of its ligand: "C8H7O2" for "C8H7O2-".
std::string without_charge(const std::string& text) {
  const std::string bare = text.substr(0, text.find_last_not_of("+-") + 1);
  return bare.substr(0, bare.find('^'));
}

void add_ligands(const Case& one, std::vector<Component>& components) {
  if (!one.has("formula.ligands")) return;
  for (const std::string& text : split(one.text("formula.ligands"), ';')) {
    const std::vector<std::string> parts = split(text, '=');
    if (parts.empty() || parts.size() > 2)
      throw one.error("formula.ligands", "\"" + text + "\" is not a name and a formula", text,
                      "PhAc = C8H7O2-; OA = C18H33O2-");
    const crystal::Formula formula = formula_of(one, "formula.ligands", parts.back());
    const std::string name = parts.size() == 2 ? parts.front() : without_charge(parts.front());
    components.push_back({name, crystal::molar_mass_g_mol(formula), formula.charge, true});
  }
}

std::vector<Component> read_components(const Case& one) {
  std::vector<Component> components;
  add_core(one, components);
  add_ligands(one, components);
  for (std::size_t i = 0; i < components.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (components[i].name == components[j].name)
        throw one.error(components[i].ligand ? "formula.ligands" : "formula.core",
                        "\"" + components[i].name + "\" is there twice");
  return components;
}

std::size_t find_component(const Case& one, const char* key, const std::vector<Component>& components,
                           const std::string& name, bool ligand) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < components.size(); ++i) {
    if (components[i].ligand != ligand) continue;
    if (components[i].name == name) return i;
    names.push_back(components[i].name);
  }
  std::string list;
  for (const std::string& each : names) list += (list.empty() ? "" : ", ") + each;
  throw one.error(key, "\"" + name + "\" is not in the formula", name,
                  list.empty() ? "ligands under [formula]" : list, did_you_mean(name, names));
}

crystal::Span span_of(const std::vector<double>& values, double error) {
  return {std::ranges::min(values), std::ranges::max(values), error};
}

// Exactly one of two keys that mean the same.
bool uses_file(const Case& one, const std::string& section, const std::string& given) {
  const bool file = one.has(section + ".file"), value = one.has(section + "." + given);
  if (file && value)
    throw one.error(section + ".file", "[" + section + "] has both file and " + given, {}, "one of them");
  return file;
}

io::XyOptions columns_of(const Case& one, const std::string& section, const std::string& x_name) {
  const std::vector<double>& columns = one.at(section + ".columns").numbers;
  for (const double column : columns)
    if (column < 1 || column > 1000)
      throw one.error(section + ".columns", "a column counts from 1", format_number(column));
  return {.x_column = static_cast<std::size_t>(columns[0]),
          .y_column = static_cast<std::size_t>(columns[1]),
          .x_name = x_name,
          .least_rows = 20};
}

// --- mass -------------------------------------------------------------------------------------

[[noreturn]] void refuse_file(const Case& one, const std::string& section, std::string message,
                              std::string found = {}, std::string expected = {}, std::string hint = {}) {
  throw Error({.code = ExitCode::data,
               .place = {.file = one.text(section + ".file")},
               .message = std::move(message),
               .found = std::move(found),
               .expected = std::move(expected),
               .hint = std::move(hint)});
}

std::size_t choose_peak(const Case& one, const std::vector<spectra::MassPeak>& peaks) {
  double from = -1e300, to = 1e300;
  if (one.has("mass.range")) {
    const std::vector<double>& range = one.at("mass.range").numbers;
    if (range.size() != 2 || range[1] <= range[0])
      throw one.error("mass.range", "is not from and to", {}, "two masses, the smaller first");
    from = range[0], to = range[1];
  }
  std::optional<std::size_t> chosen;
  const bool heaviest = one.text("mass.peak") == "heaviest";
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    if (peaks[i].mz.value < from || peaks[i].mz.value > to) continue;
    if (!chosen || heaviest || peaks[i].height.value > peaks[*chosen].height.value) chosen = i;
  }
  if (!chosen)
    refuse_file(one, "mass", "has no peak in the range that stands out from the noise",
                std::to_string(peaks.size()) + " peaks elsewhere", {},
                "try a lower threshold, or another range");
  return *chosen;
}

void read_spectrum(const Case& one, MassData& mass) {
  io::XyCurve curve = io::read_xy_text(one.text("mass.file"), columns_of(one, "mass", "m/z"));
  mass.spectrum = {std::move(curve.x), std::move(curve.y)};
  mass.peaks = spectra::find_mass_peaks(mass.spectrum, {.threshold = one.number("mass.threshold")});
  if (mass.peaks.empty())
    refuse_file(one, "mass", "has no peak that stands out from the noise", {}, {},
                "try a lower threshold under [mass]");
  mass.chosen = choose_peak(one, mass.peaks);
  mass.comb = spectra::find_mass_comb(mass.peaks, {.smallest = 20});
}

MassData read_mass(const Case& one) {
  MassData mass;
  double error = one.number("mass.error");
  std::vector<double> values;
  if (uses_file(one, "mass", "value")) {
    read_spectrum(one, mass);
    const Measured& mz = mass.peaks[mass.chosen].mz;
    values = {mz.value};
    error = std::hypot(error, mz.error);
  } else {
    values = one.at("mass.value").numbers;
  }
  const double z = one.number("mass.ion_charge");
  double adduct = 0;
  if (one.has("mass.adduct"))
    adduct = crystal::molar_mass_g_mol(formula_of(one, "mass.adduct", one.text("mass.adduct")));
  for (double& value : values) value = value * z - adduct;
  mass.cluster_Da = span_of(values, error * z);
  if (mass.cluster_Da.low <= 0)
    throw one.error("mass.adduct", "the adduct is heavier than the ion", format_number(adduct) + " Da");
  return mass;
}

// --- ratio ------------------------------------------------------------------------------------

RatioData read_ratio(const Case& one, const std::vector<Component>& components) {
  RatioData ratio;
  if (one.has("ratio.of")) {
    const std::vector<std::string> names = split(one.text("ratio.of"), '/');
    if (names.size() != 2 || names[0] == names[1])
      throw one.error("ratio.of", "is not two elements", one.text("ratio.of"), "Cd/S");
    ratio.numerator = find_component(one, "ratio.of", components, names[0], false);
    ratio.denominator = find_component(one, "ratio.of", components, names[1], false);
  } else if (components.size() < 2 || components[1].ligand) {
    throw one.error("formula.core", "a ratio takes two elements in the core");
  }
  const double error = one.number("ratio.error");
  ratio.measured = ratio.corrected = span_of(one.at("ratio.value").numbers, error);
  if (!one.has("ratio.bulk")) return ratio;
  // relative errors of measurement and standard add in squares
  const double bulk = one.number("ratio.bulk"), factor = one.number("ratio.bulk_true") / bulk;
  const double middle = 0.5 * (ratio.measured.low + ratio.measured.high);
  const double relative = std::hypot(error / middle, one.number("ratio.bulk_error") / bulk);
  ratio.corrected = {ratio.measured.low * factor, ratio.measured.high * factor, middle * factor * relative};
  return ratio;
}

// --- thermogravimetry -------------------------------------------------------------------------

void require_ligands(const Case& one, const std::vector<Component>& components) {
  if (!components.back().ligand)
    throw one.error("formula.core", "shares of ligands need ligands", {}, "ligands under [formula]");
}

// Ligand of each window; none: not a ligand's.
std::vector<std::optional<std::size_t>> window_ligands(const Case& one,
                                                       const std::vector<Component>& components,
                                                       std::size_t windows) {
  std::vector<std::optional<std::size_t>> ligands(windows);
  if (!one.has("tga.window_ligands")) {
    const auto n = std::ranges::count_if(components, &Component::ligand);
    if (n == 1) std::ranges::fill(ligands, components.size() - 1);
    if (n > 1)
      throw one.error("tga.windows", "several ligands are lost, and no window says which", {},
                      "window_ligands, one name a window");
    return ligands;
  }
  const std::vector<std::string> names = split(one.text("tga.window_ligands"), ';');
  if (names.size() != windows)
    throw one.error("tga.window_ligands", "does not name one ligand a window", std::to_string(names.size()),
                    std::to_string(windows) + ", as windows has edges but one");
  for (std::size_t i = 0; i < windows; ++i)
    if (names[i] != "-") ligands[i] = find_component(one, "tga.window_ligands", components, names[i], true);
  return ligands;
}

spectra::MassLossOptions loss_options(const Case& one) {
  if (!one.has("tga.windows"))
    throw one.error("tga.file", "a curve needs windows", {}, "windows under [tga]: the edges between them");
  spectra::MassLossOptions options{.edges_C = one.at("tga.windows").numbers};
  if (!one.has("tga.plateau")) return options;
  const std::vector<double>& plateau = one.at("tga.plateau").numbers;
  if (plateau.size() != 2 || plateau[1] <= plateau[0])
    throw one.error("tga.plateau", "is not from and to", {}, "two temperatures, the lower first");
  options.plateau = {plateau[0], plateau[1]};
  return options;
}

// A function of the losses, with the noise of the curve and the error that each window has beside it.
Measured of_losses(const spectra::MassLoss& result, double error,
                   const std::function<double(std::span<const double> losses)>& function) {
  const auto losses_of = [](std::span<const double> m) {
    std::vector<double> losses;
    for (std::size_t i = 0; i + 1 < m.size(); ++i) losses.push_back(m[i] - m[i + 1]);
    return losses;
  };
  std::vector<double> losses;
  Measured value = result.derived([&](std::span<const double> m) {
    losses = losses_of(m);
    return function(losses);
  });
  for (std::size_t i = 0; i + 1 < result.edges_C.size(); ++i) losses[i] = result.loss(i);
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const double keep = losses[i];
    losses[i] = keep + 0.5 * error;
    const double up = function(losses);
    losses[i] = keep - 0.5 * error;
    value.error = std::hypot(value.error, up - function(losses));
    losses[i] = keep;
  }
  return value;
}

double sum(std::span<const double> values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

// Of ligands, by mass, in what is left once other losses are gone.
crystal::ShareSpan share_of(const LossData& data, double error, std::vector<std::size_t> ligands) {
  const Measured share = of_losses(*data.result, error, [&](std::span<const double> losses) {
    double own = 0, other = 0;
    for (std::size_t i = 0; i < losses.size(); ++i) {
      const auto& ligand = data.windows[i].ligand;
      if (!ligand)
        other += losses[i];
      else if (ligands.empty() || std::ranges::find(ligands, *ligand) != ligands.end())
        own += losses[i];
    }
    return own / (1 - other);
  });
  return {std::move(ligands), {share.value, share.value, std::max(share.error, 1e-6)}};
}

// Ligands on one particle and on one of its sites.
void add_sites(const Case& one, const std::vector<Component>& components, double error, LossData& data) {
  if (!one.has("sites.core")) return;
  const double core = crystal::molar_mass_g_mol(formula_of(one, "sites.core", one.text("sites.core")));
  const auto number_on = [&](std::span<const double> losses, std::size_t i) {
    const double ligand = components[*data.windows[i].ligand].mass_Da;
    return spectra::ligands_per_particle(losses[i], 1 - sum(losses), ligand, core);
  };
  const double sites = one.has("sites.number") ? one.number("sites.number") : 0;
  const auto per_site = [&](const Measured& n) {
    return Measured{n.value / sites,
                    std::hypot(n.error / sites, n.value / sites * one.number("sites.number_error") / sites)};
  };
  for (std::size_t i = 0; i < data.windows.size(); ++i) {
    WindowLoss& window = data.windows[i];
    if (!window.ligand) continue;
    window.per_particle = of_losses(*data.result, error, [&](auto losses) { return number_on(losses, i); });
    if (sites > 0) window.per_site = per_site(*window.per_particle);
  }
  if (sites == 0) return;
  data.per_site = per_site(of_losses(*data.result, error, [&](std::span<const double> losses) {
    double all = 0;
    for (std::size_t i = 0; i < losses.size(); ++i)
      if (data.windows[i].ligand) all += number_on(losses, i);
    return all;
  }));
}

void read_curve(const Case& one, const std::vector<Component>& components, CompositionData& all,
                LossData& data) {
  const spectra::MassLossOptions options = loss_options(one);
  io::XyOptions columns = columns_of(one, "tga", "temperature");
  columns.rising_only = true;
  io::XyCurve curve = io::read_xy_text(one.text("tga.file"), columns);
  if (curve.left_out > 0)
    all.warnings.push_back(one.text("tga.file") + ": " + std::to_string(curve.left_out) +
                           " points at which the temperature did not rise are left out");
  data.curve = {std::move(curve.x), std::move(curve.y)};
  try {
    data.result = spectra::measure_mass_loss(data.curve, options);
  } catch (const std::invalid_argument& reason) {
    refuse_file(one, "tga", reason.what());
  }
  const double error = 0.01 * one.number("tga.error");
  const auto ligands = window_ligands(one, components, options.edges_C.size() - 1);
  for (std::size_t i = 0; i < ligands.size(); ++i)
    data.windows.push_back({options.edges_C[i], options.edges_C[i + 1], ligands[i],
                            of_losses(*data.result, error, [i](auto losses) { return losses[i]; })});
  add_sites(one, components, error, data);
  std::vector<std::size_t> different;
  for (const auto& ligand : ligands)
    if (ligand && std::ranges::find(different, *ligand) == different.end()) different.push_back(*ligand);
  if (different.empty()) throw one.error("tga.window_ligands", "no window is a ligand's");
  data.total = share_of(data, error, {}).span;
  for (const std::size_t ligand : different) data.shares.push_back(share_of(data, error, {ligand}));
}

LossData read_loss(const Case& one, CompositionData& all) {
  require_ligands(one, all.components);
  LossData data;
  if (uses_file(one, "tga", "share")) {
    read_curve(one, all.components, all, data);
    return data;
  }
  std::vector<double> shares = one.at("tga.share").numbers;
  for (double& share : shares) share *= 0.01;
  if (!(one.number("tga.error") > 0))
    throw one.error("tga.error", "a share that was read off needs an error", "0 %", "an error above zero");
  data.total = span_of(shares, 0.01 * one.number("tga.error"));
  data.shares = {{{}, data.total}};
  return data;
}

}  // namespace

CompositionData read_composition_data(const Case& one) {
  CompositionData data{.components = read_components(one)};
  if (one.has("mass.file") || one.has("mass.value")) data.mass = read_mass(one);
  if (one.has("ratio.value")) data.ratio = read_ratio(one, data.components);
  if (one.has("tga.file") || one.has("tga.share")) data.loss = read_loss(one, data);
  if (one.has("sites.number") && (!data.loss || !data.loss->result || !one.has("sites.core")))
    throw one.error("sites.number", "ligands per site need a curve and the formula of the particle", {},
                    "file under [tga] and core under [sites]");
  if (!data.mass && !data.loss)
    throw one.error("formula.core", "there is nothing that was measured", {},
                    "[mass] with value or file, or [tga] with share or file");
  return data;
}

}  // namespace nacre::study
