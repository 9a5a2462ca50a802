// A finished run folder with one of everything, as the report reads it.
#pragma once

#include <cmath>
#include <filesystem>
#include <random>
#include <string>

#include "nacre/core/result.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/json_results.hpp"

namespace nacre::test {

inline LatticePicture random_picture(const std::string& title, const std::string& lattice, int nx, int ny,
                                     double fraction, unsigned seed) {
  std::minstd_rand engine(seed);
  LatticePicture picture{title, lattice, nx, ny, {}};
  for (int i = 0; i < nx * ny; ++i) {
    picture.is_a.push_back(engine() < fraction * std::minstd_rand::max() ? 1 : 0);
  }
  return picture;
}

// Mixing enthalpy of a regular solution.
inline double enthalpy(double chi, double x) { return chi * 2.519 * x * (1 - x); }

inline Plot enthalpy_plot() {
  Plot plot{"enthalpy",
            "Mixing enthalpy against composition",
            "Points: calorimetry with one standard deviation. Lines: the four models at their best fit; the "
            "band is "
            "the 68 % range of the lattice model.",
            {"mole fraction of C10SH", ""},
            {"ΔH of mixing", "kJ/mol"},
            {}};
  Curve data{"measured",
             Mark::points,
             0,
             {0, 0.1, 0.3, 0.5, 0.7, 1},
             {0.02, 0.86, 1.84, 2.31, 1.75, -0.05},
             {0.1, 0.2, 0.25, 0.3, 0.22, 0.1},
             {},
             {},
             {"C6SH", "10 %", "30 %", "50 %", "70 %", "C10SH"}};
  Curve band{"68 % of the lattice model", Mark::band, 1, {}, {}, {}, {}, {}, {}};
  const char* const names[] = {"lattice", "regular solution", "quasi-chemical", "composition-dependent"};
  for (int model = 0; model < 4; ++model) {
    Curve curve{names[model], model == 3 ? Mark::dashed : Mark::line, model + 1, {}, {}, {}, {}, {}, {}};
    for (int i = 0; i <= 100; ++i) {
      const double x = i / 100.0;
      curve.x.push_back(x);
      curve.y.push_back(enthalpy(3.6 - 0.25 * model, x) + (model == 3 ? 0.8 * x * (1 - x) * (1 - 2 * x) : 0));
    }
    plot.curves.push_back(curve);
  }
  for (int i = 0; i <= 100; ++i) {
    const double x = i / 100.0;
    band.x.push_back(x);
    band.y_low.push_back(enthalpy(3.1, x));
    band.y_high.push_back(enthalpy(4.1, x));
  }
  plot.curves.insert(plot.curves.begin(), band);
  plot.curves.push_back(data);
  return plot;
}

inline Plot residual_plot() {
  return {"residuals",
          "Residuals",
          "Measured minus lattice model, in units of the standard deviation.",
          {"mole fraction of C10SH", ""},
          {"residual", ""},
          {{"lattice",
            Mark::points,
            1,
            {0, 0.1, 0.3, 0.5, 0.7, 1},
            {0.2, 0.22, -0.26, 0.14, -0.7, -0.5},
            {1, 1, 1, 1, 1, 1},
            {},
            {},
            {}},
           {"regular solution",
            Mark::points,
            2,
            {0, 0.1, 0.3, 0.5, 0.7, 1},
            {0.2, 0.53, 0.27, 0.67, -0.1, -0.5},
            {},
            {},
            {},
            {}}}};
}

inline Plot scan_plot() {
  Plot plot{"scan",
            "Largest cluster against interaction",
            "Mean over 512 replicas of a 64 x 64 lattice.",
            {"relaxation time", "s", true},
            {"largest cluster", "sites", true},
            {}};
  Curve curve{"x = 0.5", Mark::points, 3, {}, {}, {}, {}, {}, {}};
  for (int i = 0; i < 18; ++i) {
    curve.x.push_back(std::pow(10, -6 + 0.4 * i));
    curve.y.push_back(i == 9 ? no_value : 12 * std::pow(curve.x.back() * 1e6, 0.38));
    curve.y_error.push_back(0.3 * curve.y.back());
  }
  plot.curves.push_back(curve);
  curve.mark = Mark::line;
  curve.label = "";
  curve.y_error.clear();
  plot.curves.push_back(curve);
  return plot;
}

inline FitSummary fit(const std::string& name, double chi) {
  const std::vector<double> correlations{1,    -0.93, 0.31, 0.05,  -0.93, 1,   -0.42, 0.2,
                                         0.31, -0.42, 1,    -0.08, 0.05,  0.2, -0.08, 1};
  FitSummary summary;
  summary.name = name;
  summary.model = "lattice, composition-dependent interaction";
  summary.parameters = {
      {"chi_G",
       "RT",
       "interaction parameter of the free energy",
       chi,
       0.76,
       {{chi - 0.66, chi + 0.86}},
       3,
       -6,
       12},
      {"slope", "RT", "its change with composition", -0.412, 0.097, {}, 0, -10, 10},
      {"dH_A", "kJ/mol", "exchange enthalpy of pure A", -21.94, 0.21, {}, -20},
      {"dH_B", "kJ/mol", "exchange enthalpy of pure B", 50, 1.4, {}, 10, 0, 50, false, true},
      {"temperature",
       "K",
       "temperature of the measurement",
       303,
       no_value,
       {},
       no_value,
       -INFINITY,
       INFINITY,
       true},
      {"chi_H",
       "RT",
       "interaction parameter of the enthalpy",
       2 * chi,
       1.52,
       {},
       no_value,
       -INFINITY,
       INFINITY,
       false,
       false,
       "= 2 chi_G"}};
  summary.free_names = {"chi_G", "slope", "dH_A", "dH_B"};
  summary.correlations = correlations;
  summary.chi2 = 2.2;
  summary.chi2_reduced = 1.1;
  summary.aic = 10.2;
  summary.bic = 9.4;
  summary.n_data = 6;
  summary.n_parameters = 4;
  summary.converged = true;
  summary.scaling = "Uncertainties are those of the data: not scaled with the reduced chi-square.";
  summary.warnings = {"dH_B stands at its upper bound: its uncertainty means little"};
  return summary;
}

inline Table curves_table() {
  Table table{"curves",
              "Model curves",
              {"regular solution at 303 K"},
              {{"x_a", "mole fraction of A"}, {"dH_kJ_mol", "enthalpy"}, {"model", "name"}},
              {}};
  for (int i = 0; i <= 100; ++i) {
    table.rows.push_back({i / 100.0, enthalpy(3.6, i / 100.0) - 1, std::string("lattice")});
  }
  return table;
}

inline StudyResult sample_result() {
  StudyResult result;
  result.headline =
      "C6SH and C10SH mix with an interaction of 3.60 ± 0.76 RT: they separate into stripes of about 2 nm.";
  result.warnings = {"Six points determine four parameters: the correlation of chi_G and slope is -0.93."};
  result.quantities = {
      {"chi_G", 3.60123, 0.76, {{2.94, 4.46}}, "RT", "interaction parameter of the free energy of mixing"},
      {"chi_H", 7.2, 1.5, {}, "RT", "interaction parameter of the enthalpy of mixing"},
      {"domain_size",
       2.04,
       no_value,
       {},
       "nm",
       "mean width of the stripes, from the first zero of the pair correlation"},
      {"rate", 1.0234e-7, 3.1e-9, {}, "1/s", "exchange rate"}};
  for (const char* chi : {"-6 RT", "0 RT", "3.4 RT", "5.2 RT"}) {
    const double k = result.quantities.size();
    result.quantities.push_back({"unlike_fraction",
                                 0.8 / k,
                                 0.0012 * k,
                                 {},
                                 "",
                                 "fraction of unlike pairs",
                                 {{"chi_G", chi}, {"n_a", 60.0}}});
    result.quantities.push_back({"largest_cluster",
                                 3.0 * k,
                                 0.4,
                                 {},
                                 "sites",
                                 "mean size of the largest cluster",
                                 {{"chi_G", chi}, {"n_a", 60.0}}});
  }
  result.fits = {fit("dH", 3.60123)};
  result.tables = {curves_table()};
  const FitSummary& shown = result.fits.front();
  result.figures = {
      enthalpy_plot(), residual_plot(), scan_plot(),
      CorrelationMap{"correlations", "Correlations of the fitted parameters",
                     "From the covariance at the minimum.", shown.free_names, shown.correlations},
      Gallery{"arrangements",
              "Arrangements at four interactions",
              "One equilibrium arrangement each.",
              "C6SH",
              "C10SH",
              {random_picture("χ = −6 RT", "square", 11, 11, 0.5, 1),
               random_picture("χ = 0 RT", "square", 11, 11, 0.5, 2),
               random_picture("χ = 3.4 RT, at the critical point of the lattice", "square", 111, 111, 0.5, 3),
               random_picture("χ = 5.2 RT", "triangular", 12, 12, 0.3, 4),
               random_picture("χ = 5.2 RT, large", "triangular", 64, 64, 0.3, 5)}}};
  return result;
}

inline void write_sample_run(const std::filesystem::path& folder, const StudyResult& result,
                             const io::SummaryHead& head = {"0.1.0", "ligand-mixing",
                                                            "C6SH:C10SH on 3 nm CdSe", "ok"}) {
  std::filesystem::create_directories(folder / "tables");
  io::write_file_atomically(folder / "summary.json", io::summary_json(head, result));
  io::write_file_atomically(folder / "figures.json", io::figures_json(result.figures));
  io::write_file_atomically(folder / "study.toml",
                            "kind  = \"ligand-mixing\"\ntitle = \"C6SH:C10SH on 3 nm "
                            "CdSe\"\n\n[model]\nlattice = \"square\"\nsize    = [11, 11]\n");
  io::write_file_atomically(
      folder / "provenance.json",
      R"({"nacre": "0.1.0", "command": ["nacre", "run", "study.toml"], "inputs": [{"path": "c6-c10.csv",
 "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}], "seed": 1, "threads": 2, "wall_seconds": 0.8123456})");
  for (const Table& table : result.tables) {
    io::write_file_atomically(folder / "tables" / (table.name + ".csv"), io::to_csv(table));
  }
}

}  // namespace nacre::test
