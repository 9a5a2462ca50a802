#include "nacre/study/absorption_data.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/core/median.hpp"
#include "nacre/core/units.hpp"
#include "nacre/core/words.hpp"
#include "nacre/io/spectra_files.hpp"
#include "nacre/spectra/emission_noise.hpp"
#include "nacre/spectra/photon_energy.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t fewest_points = 20;

std::optional<double> number_of(const Case& one, std::string_view key) {
  return one.has(key) ? std::optional<double>(one.number(key)) : std::nullopt;
}

// --- what the study asks for
// ----------------------------------------------------------------------------------

spectra::BaselineModel read_baseline(const Case& one) {
  const std::string& model = one.text("baseline.model");
  if (model == "none") return {};
  for (const char* key : {"baseline.from", "baseline.to"})
    if (!one.has(key))
      throw one.error("baseline.model", "a baseline needs the window where the particles are transparent", {},
                      "from and to under [baseline]", "such as from = \"700 nm\" and to = \"800 nm\"");
  if (one.number("baseline.to") <= one.number("baseline.from"))
    throw one.error("baseline.to", "the window of the baseline runs back");
  return {.offset = model == "constant" || model == "linear" || model == "constant-scatter",
          .slope = model == "linear",
          .scatter = model == "scatter" || model == "constant-scatter",
          .scatter_exponent = one.number("baseline.exponent"),
          .from_nm = one.number("baseline.from"),
          .to_nm = one.number("baseline.to")};
}

spectra::ExcitonOptions read_peak(const Case& one) {
  spectra::ExcitonOptions peak{.populations = std::max(1, static_cast<int>(one.integer("peak.populations"))),
                               .below_sigmas = one.number("peak.below"),
                               .above_sigmas = one.number("peak.above"),
                               .half_width_nm = number_of(one, "peak.half_width").value_or(0)};
  if (one.has("peak.from")) peak.from_nm = one.number("peak.from");
  if (one.has("peak.to")) peak.to_nm = one.number("peak.to");
  if (peak.to_nm <= peak.from_nm) throw one.error("peak.to", "the window of the peak runs back");
  return peak;
}

PeakPosition read_position(const Case& one) {
  const std::string& position = one.text("peak.position");
  return position == "maximum"      ? PeakPosition::maximum
         : position == "derivative" ? PeakPosition::derivative
         : position == "component"  ? PeakPosition::component
                                    : PeakPosition::automatic;
}

spectra::SizingCurve own_curve(const Case& one) {
  for (const char* key : {"sizing.coefficients", "sizing.smallest", "sizing.largest"})
    if (!one.has(key))
      throw one.error("sizing.curve", "an own sizing curve needs its coefficients and its range of validity",
                      {}, "coefficients, smallest and largest under [sizing]");
  const std::string& form = one.text("sizing.form");
  spectra::SizingCurve curve{.name = "own",
                             .material = {},
                             .form = form == "polynomial"  ? spectra::SizingForm::polynomial
                                     : form == "hyperbola" ? spectra::SizingForm::hyperbola
                                                           : spectra::SizingForm::volume_power,
                             .lower_nm = one.number("sizing.smallest"),
                             .upper_nm = one.number("sizing.largest")};
  const std::vector<double>& numbers = one.at("sizing.coefficients").numbers;
  if (numbers.empty() || numbers.size() > curve.c.size())
    throw one.error("sizing.coefficients", "a sizing curve has one to five coefficients",
                    std::to_string(numbers.size()));
  std::ranges::copy(numbers, curve.c.begin());
  if (one.has("sizing.source")) curve.source = one.text("sizing.source");  // as long as the case
  return curve;
}

std::vector<std::string> names_of_curves() {
  std::vector<std::string> names;
  for (const auto& curve : spectra::sizing_curves()) names.emplace_back(curve.name);
  return names;
}

std::optional<spectra::Sizing> read_sizing(const Case& one) {
  if (!one.has("sizing.curve")) return {};
  const std::string& name = one.text("sizing.curve");
  const spectra::SizingCurve* card = spectra::find_sizing_curve(name);
  if (card == nullptr && name != "own")
    throw one.error("sizing.curve", "there is no such sizing curve", name, join(names_of_curves()) + ", own",
                    did_you_mean(name, names_of_curves()));
  try {
    return spectra::Sizing(card != nullptr ? *card : own_curve(one));
  } catch (const std::invalid_argument& reason) {
    throw one.error("sizing.curve", reason.what());
  }
}

// The compound of the study; curves and coefficients of another are refused.
std::string read_compound(const Case& one, const AbsorptionPlan& plan) {
  const std::string of_curve = plan.sizing ? std::string(plan.sizing->curve().material) : std::string();
  if (!one.has("material.compound")) return of_curve;
  const std::string& compound = one.text("material.compound");
  if (!of_curve.empty() && of_curve != compound)
    throw one.error("sizing.curve", "the sizing curve is of another material", of_curve, compound,
                    "choose a curve of " + compound + ", or give an own one");
  return compound;
}

std::vector<std::string> names_of_cards() {
  std::vector<std::string> names;
  for (const auto& card : spectra::intrinsic_absorptions()) names.emplace_back(card.name);
  for (const auto& card : spectra::exciton_extinctions()) names.emplace_back(card.name);
  return names;
}

AmountRule rule_of_card(const Case& one, const AbsorptionPlan& plan) {
  const std::string& name = one.text("concentration.card");
  AmountRule rule;
  std::string material;
  if (const auto* card = spectra::find_intrinsic_absorption(name)) {
    rule = {.wavelength_nm = card->wavelength_nm,
            .intrinsic_per_cm = card->per_cm,
            .source = std::string(card->source)};
    material = card->material;
  } else if (const auto* exciton = spectra::find_exciton_extinction(name)) {
    rule = {.exciton = exciton, .source = std::string(exciton->source)};
    material = exciton->material;
  } else {
    throw one.error("concentration.card", "there is no such coefficient", name, join(names_of_cards()),
                    did_you_mean(name, names_of_cards()));
  }
  if (!plan.compound.empty() && material != plan.compound)
    throw one.error("concentration.card", "the coefficient is of another material", material, plan.compound);
  for (const char* key : {"concentration.wavelength", "concentration.intrinsic_absorption"})
    if (one.has(key))
      throw one.error(key, "a card has its own wavelength and coefficient", {}, {}, "leave this out");
  return rule;
}

std::optional<AmountRule> read_amount(const Case& one, const AbsorptionPlan& plan) {
  const bool wavelength = one.has("concentration.wavelength");
  const bool coefficient = one.has("concentration.intrinsic_absorption");
  if (!wavelength && !coefficient && !one.has("concentration.card")) return {};
  AmountRule rule;
  if (one.has("concentration.card")) {
    rule = rule_of_card(one, plan);
  } else if (wavelength != coefficient) {
    throw one.error(wavelength ? "concentration.wavelength" : "concentration.intrinsic_absorption",
                    "a coefficient goes with its wavelength", {},
                    "both wavelength and intrinsic_absorption under [concentration], or a card");
  } else {
    rule = {.wavelength_nm = one.number("concentration.wavelength"),
            .intrinsic_per_cm = one.number("concentration.intrinsic_absorption"),
            .source = "as the study gives it"};
  }
  rule.relative_error = one.number("concentration.relative_error");
  if (rule.exciton != nullptr && plan.peak.populations > 1)
    throw one.error("concentration.card", "the absorbance at a first exciton is that of both populations",
                    one.text("concentration.card"), "a coefficient far above, for all of the material",
                    "set wavelength and intrinsic_absorption, or populations = 1");
  if (!plan.sizing)
    throw one.error(one.has("concentration.card") ? "concentration.card" : "concentration.wavelength",
                    "concentrations of particles need their size", {}, "a sizing curve",
                    "set curve under [sizing]");
  return rule;
}

std::optional<SmoothModels> read_sites(const Case& one) {
  const char* keys[] = {"sites.lattice_parameter", "sites.density", "sites.molar_mass"};
  const auto given = std::ranges::count_if(keys, [&](const char* key) { return one.has(key); });
  if (given == 0) return {};
  for (const char* key : keys)
    if (!one.has(key))
      throw one.error(one.has(keys[0])   ? keys[0]
                      : one.has(keys[1]) ? keys[1]
                                         : keys[2],
                      "binding sites need lattice parameter, density and molar mass", {},
                      "lattice_parameter, density and molar_mass under [sites]");
  return SmoothModels{.lattice_parameter_nm = one.number(keys[0]),
                      .density_g_cm3 = one.number(keys[1]),
                      .cations_per_nm3 = ligands::cations_per_nm3(one.number(keys[1]), one.number(keys[2]))};
}

std::optional<spectra::KineticModel> read_kinetics(const Case& one, const AbsorptionPlan& plan) {
  if (one.number("kinetics.fit") == 0) return {};
  if (!plan.amount)
    throw one.error("kinetics.fit", "yield and concentration against time need a coefficient of absorption",
                    {}, "intrinsic_absorption and wavelength, or a card, under [concentration]");
  if (plan.peak.populations > 1)
    throw one.error("kinetics.fit", "of two populations the absorbance gives no concentration of particles",
                    "true", "populations = 1 under [peak]");
  const ParameterRequest& start = one.at("kinetics.start").parameter;
  return spectra::KineticModel{.order = one.number("kinetics.order"),
                               .start_s = start.fit && !start.has_start ? 0 : start.value,
                               .fit_start = start.fit,
                               .final_at_last = one.text("kinetics.final") == "last",
                               .errors_known = one.text("kinetics.errors") == "data"};
}

// --- the spectra
// ----------------------------------------------------------------------------------------------

[[noreturn]] void refuse(const Case& one, std::string message, std::string found = {},
                         std::string expected = {}, std::string hint = {}) {
  throw Error({.code = ExitCode::data,
               .place = {.file = one.text("data.file")},
               .message = std::move(message),
               .found = std::move(found),
               .expected = std::move(expected),
               .hint = std::move(hint)});
}

void by_wavelength(io::Frame& frame) {
  for (double& x : frame.x) x = spectra::energy_eV(x);
  for (auto* list : {&frame.x, &frame.y, &frame.y_error}) std::ranges::reverse(*list);
}

std::string nm(double value) { return format_rounded(value, 4) + " nm"; }

void check_within(const Case& one, const AbsorptionData& data, std::string_view key, double wavelength_nm) {
  const double low = data.wavelength_nm.front(), high = data.wavelength_nm.back();
  if (wavelength_nm < low || wavelength_nm > high)
    throw one.error(key, "the spectra do not reach this wavelength", nm(wavelength_nm),
                    nm(low) + " to " + nm(high));
}

void check_ranges(const Case& one, const AbsorptionPlan& plan, const AbsorptionData& data) {
  if (plan.amount && plan.amount->wavelength_nm > 0)
    check_within(one, data, one.has("concentration.card") ? "concentration.card" : "concentration.wavelength",
                 plan.amount->wavelength_nm);
  if (plan.dilution_nm) check_within(one, data, "dilution.wavelength", *plan.dilution_nm);
  if (plan.baseline.terms() == 0) return;
  const auto inside = [&](double w) { return w >= plan.baseline.from_nm && w <= plan.baseline.to_nm; };
  const auto points = std::ranges::count_if(data.wavelength_nm, inside);
  if (points < 2 * plan.baseline.terms())
    throw one.error(
        "baseline.from", "the window of the baseline holds too few points of the spectra",
        std::to_string(points),
        "a window within " + nm(data.wavelength_nm.front()) + " to " + nm(data.wavelength_nm.back()));
}

std::vector<double> read_dilutions(const Case& one, std::size_t n) {
  std::vector<double> dilutions(n, one.number("data.dilution"));
  if (!one.has("data.dilutions")) return dilutions;
  const std::vector<double>& list = one.at("data.dilutions").numbers;
  if (list.size() != n)
    throw one.error("data.dilutions", "there is not one dilution for each spectrum",
                    std::to_string(list.size()), std::to_string(n));
  for (std::size_t i = 0; i < n; ++i) {
    if (!(list[i] > 0))
      throw one.error("data.dilutions", "a dilution is not positive", format_number(list[i]));
    dilutions[i] *= list[i];
  }
  return dilutions;
}

void name_axis(const Case& one, const io::FrameSource& source, const std::vector<io::Frame>& frames,
               AbsorptionData& data) {
  const auto has = [](const io::Frame& frame) { return std::isfinite(frame.at); };
  const auto lacks = [&](const io::Frame& frame) { return frame.defect.empty() && !has(frame); };
  const auto there = std::ranges::count_if(frames, has);
  if (there > 0 && std::ranges::any_of(frames, lacks))
    refuse(one, "a spectrum has neither time nor temperature, while others have",
           std::ranges::find_if(frames, lacks)->name,
           "a header such as \"30 s\", \"4 min\" or \"45 degC\" for each");
  data.at_unit = there > 0 ? source.at_unit() : "";
  data.at_name = one.has("dilution.wavelength") ? "relative concentration"
                 : data.at_unit == "s"          ? "time"
                 : data.at_unit == "K"          ? "temperature"
                 : there > 0                    ? "place"
                                                : "spectrum";
  if (there == 0 && (one.has("dilution.wavelength") || one.number("kinetics.fit") != 0))
    refuse(one,
           "the headers do not say the " +
               std::string(one.has("dilution.wavelength") ? "concentrations" : "times") + " of the spectra",
           frames.front().name, "a header such as \"30 s\" or \"0.25\" for each");
}

void fill(const io::Frame& frame, AbsorptionData& data, RawSpectrum& spectrum) {
  spectrum.defect = frame.defect;
  if (!frame.defect.empty()) return;
  spectrum.absorbance = frame.y;
  spectrum.sigma = frame.y_error.empty()
                       ? spectra::estimated_sigma(frame.x, frame.y, spectra::NoiseLaw::constant).front()
                       : median(frame.y_error);
  if (!(spectrum.sigma > 0)) spectrum.sigma = 1e-7;  // a smooth made spectrum: less than any instrument sees
  if (frame.y_error.empty())
    data.noise_statement = "noise from the spectra's own scatter from point to point";
}

// Ascending; a file that cannot be read and whose name says nothing stays behind the one before it.
void sort_spectra(std::vector<RawSpectrum>& spectra) {
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < spectra.size(); ++i) {
    const double before = order.empty() ? -std::numeric_limits<double>::infinity() : order.back().first;
    order.emplace_back(std::isfinite(spectra[i].at) ? spectra[i].at : before, i);
  }
  std::ranges::stable_sort(order, {}, &std::pair<double, std::size_t>::first);
  std::vector<RawSpectrum> sorted;
  for (const auto& [at, i] : order) sorted.push_back(std::move(spectra[i]));
  spectra = std::move(sorted);
}

}  // namespace

AbsorptionPlan read_absorption_plan(const Case& one) {
  AbsorptionPlan plan{.baseline = read_baseline(one),
                      .peak = read_peak(one),
                      .find_peaks = one.integer("peak.populations") > 0,
                      .position = read_position(one),
                      .sizing = read_sizing(one),
                      .homogeneous_nm = number_of(one, "sizing.homogeneous"),
                      .molar_volume_cm3_mol = number_of(one, "material.molar_volume"),
                      .precursor_mM = number_of(one, "concentration.precursor"),
                      .sites = read_sites(one),
                      .until_s = number_of(one, "kinetics.until"),
                      .path_cm = one.number("data.path_length"),
                      .dilution_error = one.number("data.dilution_error"),
                      .limit = one.number("data.limit"),
                      .dilution_nm = number_of(one, "dilution.wavelength"),
                      .dilution_errors_known = one.text("dilution.errors") == "data",
                      .significance = one.number("dilution.significance")};
  if (plan.sizing)
    plan.sizing_error = number_of(one, "sizing.relative_error").value_or(plan.sizing->curve().relative_error);
  plan.compound = read_compound(one, plan);
  plan.amount = read_amount(one, plan);
  plan.kinetics = read_kinetics(one, plan);
  if (plan.position == PeakPosition::maximum && plan.peak.populations > 1)
    throw one.error("peak.position", "of two populations the curve has no maximum each", "maximum",
                    "auto, component or derivative");
  if (!plan.find_peaks && plan.sizing)
    throw one.error("peak.populations", "sizes need a first exciton", "0", "1 or 2", "or leave [sizing] out");
  if (plan.precursor_mM && !plan.molar_volume_cm3_mol)
    throw one.error("concentration.precursor", "a yield needs the molar volume of the material", {}, {},
                    "set molar_volume under [material]");
  return plan;
}

AbsorptionData read_absorption_data(const Case& one, const AbsorptionPlan& plan) {
  const auto source = io::open_spectra({one.text("data.file")},
                                       {.x_unit = one.has("data.x_unit") ? one.text("data.x_unit") : "",
                                        .at_unit = one.has("data.at_unit") ? one.text("data.at_unit") : ""});
  std::vector<io::Frame> frames = source->read(0, source->size());
  if (source->x_unit() == "eV")
    for (io::Frame& frame : frames) by_wavelength(frame);
  AbsorptionData data{.wavelength_nm = io::common_grid(frames, "nm"),
                      .noise_statement = "noise as the errors in the file",
                      .warnings = source->warnings()};
  if (data.wavelength_nm.empty())
    refuse(one, "no spectrum can be used", frames.front().name + " " + frames.front().defect);
  if (data.wavelength_nm.size() < fewest_points)
    refuse(one, "the spectra have too few points", std::to_string(data.wavelength_nm.size()),
           std::to_string(fewest_points) + " or more");
  name_axis(one, *source, frames, data);
  check_ranges(one, plan, data);
  const std::vector<double> dilutions = read_dilutions(one, frames.size());
  for (std::size_t i = 0; i < frames.size(); ++i) {
    RawSpectrum spectrum{.name = frames[i].name, .at = frames[i].at, .dilution = dilutions[i]};
    if (data.at_name == "spectrum") spectrum.at = static_cast<double>(i + 1);
    fill(frames[i], data, spectrum);
    data.spectra.push_back(std::move(spectrum));
  }
  sort_spectra(data.spectra);
  return data;
}

}  // namespace nacre::study
