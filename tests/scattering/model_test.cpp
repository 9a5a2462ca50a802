#include "nacre/scattering/model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "nacre/scattering/absolute_scale.hpp"
#include "nacre/scattering/form_factor.hpp"

namespace nacre::scattering {
namespace {

std::vector<double> grid(double from, double to, int n) {
  std::vector<double> q;
  for (int i = 0; i < n; ++i) q.push_back(from + (to - from) * i / (n - 1.0));
  return q;
}

std::vector<double> defaults(const Model& model) {
  std::vector<double> values;
  for (const ParameterCard& card : model.parameters()) values.push_back(card.default_value);
  return values;
}

// Steps each way of 1e-4 of the value or of the default, five points.
void expect_derivatives(const Model& model, const std::vector<double>& values, double tolerance) {
  const std::vector<double> q = grid(0.05, 6, 31);
  const std::size_t n = values.size();
  std::vector<double> intensity(q.size()), jacobian(n * q.size()), at(q.size());
  model.derivatives(q, values, intensity, jacobian);
  model.intensity(q, values, at);
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(intensity[i], at[i], 1e-12 * std::abs(at[i]));
  for (std::size_t j = 0; j < n; ++j) {
    if (model.parameters()[j].name == "hard_radius" && values[j] == 0) continue;  // 0 is a word, not a value
    const double step = 1e-3 * (values[j] == 0 ? 1 : std::abs(values[j]));
    std::vector<double> slope(q.size());
    for (const auto& [steps, weight] :
         {std::pair{-2, 1.0 / 12}, {-1, -8.0 / 12}, {1, 8.0 / 12}, {2, -1.0 / 12}}) {
      std::vector<double> moved = values;
      moved[j] += steps * step;
      model.intensity(q, moved, at);
      for (std::size_t i = 0; i < q.size(); ++i) slope[i] += weight * at[i] / step;
    }
    const double unit = values[j] == 0 ? 1 : std::abs(values[j]);
    for (std::size_t i = 0; i < q.size(); ++i)
      EXPECT_NEAR(jacobian[i * n + j] * unit, slope[i] * unit,
                  tolerance * (std::abs(slope[i] * unit) + std::abs(intensity[i])))
          << model.parameters()[j].name << " at " << q[i];
  }
}

TEST(Model, DerivativesAreThoseOfTheIntensity) {
  for (const ModelChoice& choice : std::vector<ModelChoice>{
           {},
           {.distribution = "none"},
           {.distribution = "schulz", .populations = 2},
           {.distribution = "triangular"},
           {.distribution = "log-normal", .structure = "hard-sphere", .populations = 2, .decoupling = true},
           {.structure = "sticky-hard-sphere", .decoupling = true},
           {.form = "core-shell-sphere"},
           {.form = "ellipsoid", .distribution = "log-normal"},
           {.form = "cylinder", .structure = "hard-sphere"},
           {.form = "parallelepiped", .distribution = "none"},
           {.form = "octahedron", .populations = 2}}) {
    const Model model(choice);
    SCOPED_TRACE(choice.form + " " + choice.distribution + " " + choice.structure);
    std::vector<double> values = defaults(model);
    expect_derivatives(model, values, 3e-6);
    for (std::size_t j = 0; j < values.size(); ++j)
      if (model.parameters()[j].name == "hard_radius") values[j] = 2.7;
    if (choice.structure != "none") expect_derivatives(model, values, 3e-6);
  }
}

// A second population without particles changes nothing; two halves of one population are the whole.
TEST(Model, PopulationsAddUp) {
  const Model one({}), two({.populations = 2});
  std::vector<std::string> names;
  for (const ParameterCard& card : two.parameters()) names.emplace_back(card.name);
  EXPECT_EQ(names, (std::vector<std::string>{"radius", "contrast", "sigma", "radius_2", "sigma_2",
                                             "concentration_2", "concentration", "background"}));
  const std::vector<double> q = grid(0.05, 5, 40);
  std::vector<double> whole(q.size()), sum(q.size());
  one.intensity(q, std::vector<double>{2.0, 30, 0.2, 3, 0.01}, whole);
  two.intensity(q, std::vector<double>{2.0, 30, 0.2, 2.0, 0.2, 1, 2, 0.01}, sum);
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(sum[i], whole[i], 1e-12 * whole[i]);
  const std::vector<double> mixed{2.0, 30, 0.2, 4.0, 0.4, 1, 3, 0};
  EXPECT_NEAR(two.mean_volume_nm3(mixed), M_PI / 3 * (3 * (8 + 6 * 0.04) + (64 + 12 * 0.16)), 1e-9);
  EXPECT_EQ(two.mean_size_nm(mixed, 1), 4.0);
  EXPECT_EQ(two.deviation_nm(mixed, 1), 0.4);
}

// Where all particles are one, sizes and places cannot be decoupled: both products are <F^2> S.
TEST(Model, DecouplingIsTheProductForOneSphere) {
  const Model plain({.distribution = "none", .structure = "hard-sphere"});
  const Model beta({.distribution = "none", .structure = "hard-sphere", .decoupling = true});
  const std::vector<double> q = grid(0.05, 5, 40), values = defaults(plain);
  std::vector<double> a(q.size()), b(q.size());
  plain.intensity(q, values, a);
  beta.intensity(q, values, b);
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-10 * a[0]);
}

TEST(Model, ForwardIntensityIsAbsolute) {
  const Model model({.form = "sphere", .distribution = "none"});
  const std::vector<double> values{3, 25, 2.5, 0.01};
  double intensity = 0;
  const double q = 1e-4;
  model.intensity({&q, 1}, values, {&intensity, 1});
  const double volume = 4 * M_PI / 3 * 27;
  EXPECT_NEAR(intensity, intensity_per_uM * 2.5 * std::pow(25 * volume, 2) + 0.01, 1e-6 * intensity);
  EXPECT_NEAR(model.mean_volume_nm3(values), volume, 1e-12);
}

TEST(Model, MeanVolumeOfANormalDistribution) {
  const Model model({});
  const std::vector<double> values{2.0, 40, 0.3, 1, 0};
  EXPECT_NEAR(model.mean_volume_nm3(values), 4 * M_PI / 3 * (8 + 3 * 2 * 0.09), 1e-12);
  EXPECT_EQ(model.mean_size_nm(values), 2.0);
  EXPECT_EQ(model.deviation_nm(values), 0.3);
}

struct Recorded {
  ModelChoice choice;
  std::string given;
  double q = 0, intensity = 0;
};

std::vector<Recorded> recorded_by_sasmodels() {
  std::ifstream file(NACRE_TEST_DATA "/scattering/sasmodels.csv");
  std::vector<Recorded> rows;
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with('#') || line.starts_with("form")) continue;
    std::stringstream fields(line);
    Recorded row;
    std::string decoupling, q, intensity;
    std::getline(fields, row.choice.form, ',');
    std::getline(fields, row.choice.distribution, ',');
    std::getline(fields, row.choice.structure, ',');
    std::getline(fields, decoupling, ',');
    std::getline(fields, row.given, ',');
    std::getline(fields, q, ',');
    std::getline(fields, intensity, ',');
    row.choice.decoupling = decoupling == "1";
    row.q = std::stod(q);
    row.intensity = std::stod(intensity);
    rows.push_back(row);
  }
  return rows;
}

std::vector<double> values_of(const Model& model, const std::string& given) {
  std::map<std::string, double, std::less<>> by_name;
  std::stringstream pairs(given);
  for (std::string pair; std::getline(pairs, pair, ';');)
    by_name[pair.substr(0, pair.find('='))] = std::stod(pair.substr(pair.find('=') + 1));
  std::vector<double> values;
  for (const ParameterCard& card : model.parameters()) values.push_back(by_name.at(std::string(card.name)));
  return values;
}

// Every form, distribution and structure factor, to 1e-4 of the curve; deep minima to 1e-9 of the forward
// intensity.
TEST(Model, AgreesWithSasmodels) {
  const std::vector<Recorded> rows = recorded_by_sasmodels();
  ASSERT_GT(rows.size(), 250u);
  double forward = 0;
  for (const Recorded& row : rows) {
    const Model model(row.choice);
    double intensity = 0;
    model.intensity({&row.q, 1}, values_of(model, row.given), {&intensity, 1});
    if (row.q < 0.06) forward = row.intensity;
    EXPECT_NEAR(intensity, row.intensity, 1e-4 * row.intensity + 1e-9 * forward)
        << row.choice.form << ' ' << row.choice.distribution << ' ' << row.choice.structure << ' '
        << row.choice.decoupling << " at " << row.q;
  }
}

// Fits try what is no number, no length, or far too long; that must end, and not in the sanitizers.
TEST(Model, WildValuesEnd) {
  const std::vector<double> q = grid(0.05, 5, 4);
  std::vector<double> out(q.size());
  for (const FormFactor* form : form_factors()) {
    const Model model({.form = std::string(form->name)});
    for (const double wild : {std::nan(""), -1.0, 0.0, 1e7})
      for (std::size_t j = 0; j < form->parameters.size(); ++j) {
        std::vector<double> values = defaults(model);
        values[j] = wild;
        model.intensity(q, values, out);
        if (std::isnan(wild)) {
          EXPECT_TRUE(std::isnan(out[0])) << form->name << ' ' << form->parameters[j].name;
        }
      }
  }
}

// The tables of polyhedra are made by whoever comes first.
TEST(Model, SeveralThreadsAtOnce) {
  const Model model({.form = "octahedron"});
  const std::vector<double> q = grid(8, 12, 40), values = defaults(model);
  std::vector<std::vector<double>> out(4, std::vector<double>(q.size()));
  std::vector<std::thread> threads;
  for (std::vector<double>& one : out) threads.emplace_back([&] { model.intensity(q, values, one); });
  for (std::thread& thread : threads) thread.join();
  for (const std::vector<double>& one : out) EXPECT_EQ(one, out[0]);
}

TEST(Model, UnknownNamesSayWhatThereIs) {
  try {
    Model({.form = "spheer"});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("sphere"), std::string::npos) << error.what();
  }
  EXPECT_THROW(Model({.distribution = "normal"}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
