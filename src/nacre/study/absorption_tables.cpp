// Tables, arrays and quantities of an absorption study.
#include <algorithm>
#include <cmath>
#include <functional>

#include "nacre/study/absorption_analysis.hpp"
#include "nacre/study/cells.hpp"

namespace nacre::study {
namespace {

using spectra::Measured;

struct FrameColumn {
  Column column;
  std::function<Cell(const AbsorptionFrame&)> cell;
};

// Value and error of something that a frame may have.
void add(std::vector<FrameColumn>& list, const std::string& stem, const std::string& unit,
         const std::string& what, const std::function<std::optional<Measured>(const AbsorptionFrame&)>& of) {
  const std::string end = unit.empty() ? "" : "_" + unit;
  list.push_back({{stem + end, what}, [of](const AbsorptionFrame& frame) {
                    const auto one = of(frame);
                    return one ? finite_cell(one->value) : Cell();
                  }});
  list.push_back({{stem + "_err" + end, "its standard error"}, [of](const AbsorptionFrame& frame) {
                    const auto one = of(frame);
                    return one ? finite_cell(one->error) : Cell();
                  }});
}

void add_population(std::vector<FrameColumn>& list, std::size_t k) {
  const std::string end = k == 0 ? "" : "_2", which = k == 0 ? "" : " of the second population";
  const auto has = [k](const AbsorptionFrame& frame) { return frame.sizes.size() > k; };
  const auto size = [k, has](auto member) {
    return [k, has, member](const AbsorptionFrame& frame) {
      return has(frame) ? std::optional<Measured>(member(frame.sizes[k])) : std::nullopt;
    };
  };
  add(list, "peak" + end, "nm", "first exciton" + which,
      size([](const PopulationSize& s) { return s.peak_nm; }));
  list.push_back(
      {{"hwhm" + end + "_meV", "half width at half maximum"}, [has, k](const AbsorptionFrame& frame) {
         return has(frame) ? Cell(1e3 * frame.peak.excitons[k].hwhm_eV()) : Cell();
       }});
  list.push_back(
      {{"amplitude" + end, "absorbance of the first exciton alone"}, [has, k](const AbsorptionFrame& frame) {
         return has(frame) ? Cell(frame.peak.excitons[k].amplitude.value) : Cell();
       }});
  add(list, "radius" + end, "nm", "by the sizing curve" + which, size([](const PopulationSize& s) {
        return Measured{0.5 * s.diameter_nm.value, 0.5 * s.diameter_nm.error};
      }));
  add(list, "dispersity" + end, "", "standard deviation over mean of the sizes, from the width of the peak",
      size([](const PopulationSize& s) { return s.dispersity; }));
}

void add_peak_details(std::vector<FrameColumn>& list) {
  list.push_back(
      {{"peak_window_nm", "by how much the Gaussian moves with the window of its fit"},
       [](const AbsorptionFrame& f) { return f.has_peak() ? Cell(f.peak.window_shift_nm) : Cell(); }});
  list.push_back({{"derivative_nm", "minimum of the second derivative"}, [](const AbsorptionFrame& f) {
                    return f.has_peak() ? Cell(f.peak.minima_nm.front()) : Cell();
                  }});
  add(list, "maximum", "nm", "of the fitted curve",
      [](const AbsorptionFrame& f) { return f.peak.maximum_nm; });
  list.push_back(
      {{"maximum_window_nm", "by how much it moves with the window"},
       [](const AbsorptionFrame& f) { return f.peak.maximum_nm ? Cell(f.peak.maximum_shift_nm) : Cell(); }});
}

void add_amounts(std::vector<FrameColumn>& list) {
  using Amount = spectra::ParticleAmount;
  const auto amount = [](auto member) {
    return [member](const AbsorptionFrame& f) {
      return f.amount ? std::optional<Measured>(member(*f.amount)) : std::nullopt;
    };
  };
  add(list, "absorbance", "", "from which the amount is, after baseline",
      [](const AbsorptionFrame& f) { return f.read; });
  add(list, "volume_fraction", "", "of the undiluted sample",
      amount([](const Amount& a) { return a.volume_fraction; }));
  add(list, "concentration", "uM", "of particles, umol/L",
      amount([](const Amount& a) { return a.concentration_uM; }));
  add(list, "yield", "", "share of the precursor that is in particles",
      [](const AbsorptionFrame& f) { return f.yield; });
  add(list, "sites", "mM", "binding sites of all particles, mmol/L",
      [](const AbsorptionFrame& f) { return f.sites_mM; });
}

std::vector<FrameColumn> frame_columns(const AbsorptionData& data) {
  const std::string unit = data.at_unit.empty() ? "" : "_" + data.at_unit;
  std::vector<FrameColumn> list;
  list.push_back(
      {{"frame", "name of the spectrum"}, [](const AbsorptionFrame& f) { return Cell(f.raw->name); }});
  list.push_back(
      {{"at" + unit, data.at_name}, [](const AbsorptionFrame& f) { return finite_cell(f.raw->at); }});
  list.push_back(
      {{"status", "ok, or what is wrong"}, [](const AbsorptionFrame& f) { return Cell(f.status); }});
  list.push_back({{"noise", "of the absorbance"},
                  [](const AbsorptionFrame& f) { return f.usable ? Cell(f.raw->sigma) : Cell(); }});
  add_population(list, 0);
  add_peak_details(list);
  add_population(list, 1);
  add_amounts(list);
  return list;
}

void drop_empty_columns(Table& table) {
  for (std::size_t k = table.columns.size(); k-- > 0;) {
    const bool empty = std::ranges::all_of(
        table.rows, [k](const auto& row) { return std::holds_alternative<std::monostate>(row[k]); });
    if (!empty) continue;
    table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(k));
    for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(k));
  }
}

Cell series_cell(const AbsorptionAnalysis& analysis) { return Cell(analysis.name); }

std::string placed_by(PeakPosition position) {
  switch (position) {
    case PeakPosition::maximum:
      return "and it gets the maximum of the fitted curve";
    case PeakPosition::derivative:
      return "and it gets the minimum of the second derivative";
    default:
      return "and it gets the middle of the fitted Gaussian";
  }
}

Quantity quantity(const AbsorptionAnalysis& analysis, std::string name, Measured value, std::string unit,
                  std::string what) {
  return {.name = std::move(name),
          .value = value.value,
          .uncertainty = value.error,
          .unit = std::move(unit),
          .description = std::move(what),
          .case_label = analysis.one->label};
}

void add_final(const AbsorptionAnalysis& analysis, std::vector<Quantity>& list) {
  const AbsorptionFrame& last = *analysis.last_ok();
  const AbsorptionFinal final = with_common_errors(analysis, last);
  const auto push = [&](const char* name, Measured value, const char* unit, const char* what) {
    if (std::isfinite(value.value)) list.push_back(quantity(analysis, name, value, unit, what));
  };
  if (last.has_peak()) {
    const PopulationSize& size = last.sizes.front();
    push("peak_final", size.peak_nm, "nm", "first exciton of the last spectrum");
    push("radius_final", {0.5 * final.diameter_nm.value, 0.5 * final.diameter_nm.error}, "nm",
         "radius, by the sizing curve");
    push("dispersity_final", size.dispersity, "",
         analysis.plan.homogeneous_nm
             ? "standard deviation over mean of the sizes, from what the peak is wider than that of one size"
             : "standard deviation over mean of the sizes, from the whole width of the peak: an upper limit");
  }
  if (final.concentration_uM)
    push("concentration_final", *final.concentration_uM, "umol/L",
         "of particles, with the errors of coefficient and sizing curve");
  if (final.yield) push("yield_final", *final.yield, "", "share of the precursor in particles");
  if (final.sites_mM) push("sites_final", *final.sites_mM, "mmol/L", "binding sites of all particles");
}

void add_kinetics(const AbsorptionAnalysis& analysis, std::vector<Quantity>& list) {
  if (!analysis.kinetics) return;
  const spectra::YieldKinetics& fit = *analysis.kinetics;
  list.push_back(quantity(analysis, "t98_yield", fit.t98_yield_s, "s", "time to 98 % of the final yield"));
  list.push_back(quantity(analysis, "t98_concentration", fit.t98_concentration_s, "s",
                          "the same of the number of particles"));
  list.push_back(
      quantity(analysis, "nucleation_share", fit.nucleation_share, "", "t98_concentration / t98_yield"));
}

void add_dilution(const AbsorptionAnalysis& analysis, std::vector<Quantity>& list) {
  if (!analysis.dilution) return;
  const spectra::DilutionSeries& fit = *analysis.dilution;
  list.push_back(
      quantity(analysis, "slope", fit.slope, "", "absorbance of the undiluted stock by the straight line"));
  list.push_back(quantity(analysis, "intercept", fit.intercept, "", "absorbance at no concentration"));
  list.push_back(quantity(analysis, "curvature", fit.curvature, "", "q of A = a + b x + q x^2"));
  list.push_back(quantity(analysis, "p_curvature", {fit.p_curvature, no_value}, "",
                          "probability of such a curvature if Beer and Lambert's law holds"));
}

}  // namespace

Table absorption_frame_table(const std::vector<AbsorptionAnalysis>& analyses) {
  Table table{.name = "frames", .title = "Spectra", .columns = {{"series", ""}}};
  const std::vector<FrameColumn> columns = frame_columns(analyses.front().data);
  for (const FrameColumn& one : columns) table.columns.push_back(one.column);
  for (const AbsorptionAnalysis& analysis : analyses)
    for (const AbsorptionFrame& frame : analysis.frames) {
      std::vector<Cell> row{series_cell(analysis)};
      for (const FrameColumn& one : columns) row.push_back(one.cell(frame));
      table.rows.push_back(std::move(row));
    }
  table.notes = {analyses.front().data.noise_statement};
  if (const auto& amount = analyses.front().plan.amount)
    table.notes.push_back("amounts by the coefficient of: " + amount->source +
                          "; its error is common to all rows and not in them");
  if (const auto& sizing = analyses.front().plan.sizing)
    table.notes.push_back("sizing curve " + std::string(sizing->curve().name) + ": " +
                          std::string(sizing->curve().source) + "; its error is not in the rows, " +
                          placed_by(analyses.front().position));
  drop_empty_columns(table);
  return table;
}

Table absorption_kinetics_table(const std::vector<AbsorptionAnalysis>& analyses) {
  Table table{.name = "kinetics",
              .title = "Yield and concentration against time",
              .notes = {"98 % of the final values of the fits"},
              .columns = {{"series", ""},
                          {"yield_end", "or volume fraction, where no precursor is given"},
                          {"rate_per_s", "k P0^(order - 1)"},
                          {"concentration_end_uM", ""},
                          {"buildup_time_s", ""},
                          {"start_s", ""},
                          {"t98_yield_s", ""},
                          {"t98_yield_err_s", ""},
                          {"t98_concentration_s", ""},
                          {"t98_concentration_err_s", ""},
                          {"nucleation_share", ""},
                          {"nucleation_share_err", ""}}};
  for (const AbsorptionAnalysis& one : analyses) {
    if (!one.kinetics) continue;
    std::vector<Cell> row{series_cell(one)};
    for (const double value : one.kinetics->result.values) row.push_back(value);
    for (const Measured& value :
         {one.kinetics->t98_yield_s, one.kinetics->t98_concentration_s, one.kinetics->nucleation_share}) {
      row.push_back(finite_cell(value.value));
      row.push_back(finite_cell(value.error));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table absorption_dilution_table(const std::vector<AbsorptionAnalysis>& analyses) {
  Table table{.name = "dilution",
              .title = "Absorbance against concentration",
              .columns = {{"series", ""},
                          {"slope", "absorbance of the undiluted stock by the straight line"},
                          {"slope_err", ""},
                          {"intercept", ""},
                          {"intercept_err", ""},
                          {"p_intercept", "probability of such an intercept if there is none"},
                          {"slope_through_origin", ""},
                          {"slope_through_origin_err", ""},
                          {"curvature", "q of A = a + b x + q x^2"},
                          {"curvature_err", ""},
                          {"p_curvature", "probability of such a curvature if there is none"},
                          {"verdict", ""}}};
  for (const AbsorptionAnalysis& one : analyses) {
    if (!one.dilution) continue;
    const spectra::DilutionSeries& fit = *one.dilution;
    table.rows.push_back({series_cell(one), fit.slope.value, fit.slope.error, fit.intercept.value,
                          fit.intercept.error, fit.p_intercept, fit.through_origin.value,
                          fit.through_origin.error, fit.curvature.value, fit.curvature.error, fit.p_curvature,
                          fit.p_curvature < one.plan.significance ? "curved" : "linear"});
  }
  return table;
}

std::vector<Array> absorption_arrays(const std::vector<AbsorptionAnalysis>& analyses) {
  std::vector<Array> arrays;
  for (const AbsorptionAnalysis& one : analyses) {
    const std::size_t n = one.data.wavelength_nm.size();
    Array at{.name = one.slug + "/at", .unit = one.data.at_unit, .description = one.data.at_name};
    Array spectra{
        .name = one.slug + "/absorbance", .unit = "", .description = "after baseline, one row a spectrum"};
    for (const AbsorptionFrame& frame : one.frames) {
      at.values.push_back(frame.raw->at);
      const std::vector<double> none(frame.usable ? 0 : n, no_value);
      const std::vector<double>& row = frame.usable ? frame.absorbance : none;
      spectra.values.insert(spectra.values.end(), row.begin(), row.end());
    }
    at.shape = {one.frames.size()};
    spectra.shape = {one.frames.size(), n};
    arrays.push_back({.name = one.slug + "/wavelength",
                      .unit = "nm",
                      .description = "of the columns of absorbance",
                      .shape = {n},
                      .values = one.data.wavelength_nm});
    arrays.push_back(std::move(at));
    arrays.push_back(std::move(spectra));
  }
  return arrays;
}

std::vector<Quantity> absorption_quantities(const AbsorptionAnalysis& analysis) {
  std::vector<Quantity> list;
  add_final(analysis, list);
  add_kinetics(analysis, list);
  add_dilution(analysis, list);
  return list;
}

// Slopes over that of the first series: how much stronger the same stock absorbs in another solvent.
std::vector<Quantity> slope_ratios(const std::vector<AbsorptionAnalysis>& analyses) {
  std::vector<Quantity> list;
  if (analyses.size() < 2 || !analyses.front().dilution) return list;
  const Measured first = analyses.front().dilution->slope;
  for (std::size_t i = 1; i < analyses.size(); ++i) {
    if (!analyses[i].dilution) continue;
    const Measured other = analyses[i].dilution->slope;
    const double ratio = other.value / first.value;
    list.push_back(quantity(analyses[i], "slope_ratio",
                            {ratio, ratio * std::hypot(other.error / other.value, first.error / first.value)},
                            "", "of the slope to that of the first series, " + analyses.front().name));
  }
  return list;
}

}  // namespace nacre::study
