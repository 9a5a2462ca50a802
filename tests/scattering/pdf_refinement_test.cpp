#include "nacre/scattering/pdf_refinement.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/core/random.hpp"
#include "nacre/scattering/pdf_directions.hpp"
#include "nacre/scattering/pdf_parameters.hpp"
#include "nacre/scattering/pdf_shares.hpp"
#include "pdf_crystals.hpp"

namespace nacre::scattering {
namespace {

crystal::Crystal zinc_blende(double a_A) {
  crystal::Crystal crystal{.lattice = {a_A, a_A, a_A, 90, 90, 90}, .species = {"Cd", "Se"}};
  const crystal::Displacement u{0.014, 0.014, 0.014, 0, 0, 0};
  crystal.sites = {{.label = "Cd1", .species = 0, .fractional = {0, 0, 0}, .u_A2 = u},
                   {.label = "Se1", .species = 1, .fractional = {0.25, 0.25, 0.25}, .u_A2 = u}};
  crystal.space_group = "F -4 3 m";
  crystal.operations = crystal::find_space_group("F -4 3 m")->operations;
  return crystal;
}

PdfParameters one_phase(const PdfFreedom& freedom) {
  return PdfParameters({{"wz", wurtzite({}, "Se", true)}}, freedom);
}

std::string free_names(const PdfParameters& parameters) {
  std::string names;
  for (const fit::Parameter& one : parameters.list)
    if (!one.fixed) names += one.name + " ";
  return names;
}

TEST(PdfParameters, SymmetryDecides) {
  EXPECT_EQ(free_names(one_phase({})), "a c z U_Cd U_Se scale ");
  EXPECT_EQ(free_names(one_phase({.tensor = TensorForm::anisotropic})),
            "a c z U11_Cd U33_Cd U11_Se U33_Se scale ");
  EXPECT_EQ(free_names(one_phase({.displacements = false, .occupancies = true, .n_data = 2})),
            "a c z occupancy_Cd occupancy_Se scale factor_2 ");
  EXPECT_EQ(free_names(PdfParameters({{"wz", wurtzite({}, "Se", true)}, {"zb", zinc_blende(6.1)}},
                                     {.envelope = EnvelopeShape::sphere})),
            "a_wz c_wz z_wz U_Cd U_Se scale_wz spdiameter a_zb scale_zb ");
  EXPECT_EQ(free_names(PdfParameters({{"wz", wurtzite({}, "Se", true)}, {"zb", zinc_blende(6.1)}},
                                     {.shared = SharedOverPhases::nothing})),
            "a_wz c_wz z_wz U_Cd_wz U_Se_wz scale_wz a_zb U_Cd_zb U_Se_zb scale_zb ");
  const PdfParameters parameters = one_phase({});
  EXPECT_NE(parameters.fixed_by_symmetry("b"), "");
  EXPECT_NE(parameters.fixed_by_symmetry("x_Cd"), "");
  EXPECT_EQ(parameters.fixed_by_symmetry("delta7"), "");
  EXPECT_THROW(PdfParameters({{"empty", {}}}, {}), std::invalid_argument);
}

TEST(PdfParameters, CrystalFollowsTheValues) {
  PdfParameters parameters = one_phase({.tensor = TensorForm::equal_diagonal});
  std::vector<double> values;
  for (const fit::Parameter& one : parameters.list) values.push_back(one.start);
  values[static_cast<std::size_t>(parameters.find("a"))] = 4.2;
  values[static_cast<std::size_t>(parameters.find("z"))] = 0.38;
  values[static_cast<std::size_t>(parameters.find("U_Se"))] = 0.02;
  const crystal::Crystal crystal = parameters.crystal_at(0, values);
  EXPECT_EQ(crystal.lattice.b_A, 4.2);
  ASSERT_EQ(crystal.sites.size(), 4u);  // the tensor has not the symmetry of the site
  EXPECT_NEAR(crystal.sites[3].fractional[2], 0.88, 1e-12);
  EXPECT_EQ(crystal.sites[3].u_A2, (crystal::Displacement{0.02, 0.02, 0.02, 0, 0, 0}));
}

// --- a curve that is made and found again ------------------------------------------------------

struct Truth {
  double a_A, c_A, z, u_cd_A2, u_se_A2, scale, delta2_A2, diameter_A;
};
constexpr Truth truth{4.28, 6.98, 0.3725, 0.017, 0.024, 0.8, 4.5, 31};

std::vector<double> values_at_truth(const PdfParameters& parameters) {
  std::vector<double> values;
  for (const fit::Parameter& one : parameters.list) values.push_back(one.start);
  const auto set = [&](const char* name, double value) {
    const int i = parameters.find(name);
    if (i >= 0) values[static_cast<std::size_t>(i)] = value;
  };
  set("a", truth.a_A), set("c", truth.c_A), set("z", truth.z), set("U_Cd", truth.u_cd_A2);
  set("U_Se", truth.u_se_A2), set("scale", truth.scale), set("delta2", truth.delta2_A2);
  set("spdiameter", truth.diameter_A), set("q_damp", 0.04), set("factor_2", 1.3);
  return values;
}

PdfRefinement made(const PdfFreedom& freedom, PeakConvention convention = PeakConvention::r) {
  PdfRefinement refinement{.parameters = one_phase(freedom), .convention = convention};
  for (int d = 0; d < freedom.n_data; ++d)
    refinement.data.push_back({.name = "made",
                               .radiation = d > 0 ? Radiation::neutron : Radiation::xray,
                               .q_max_per_A = 18,
                               .grid = {.r_min_A = 1.6, .step_A = 0.02, .count = 700}});
  for (fit::Parameter& one : refinement.parameters.list) {
    if (one.name == "delta2") one.fixed = false, one.start = 1;
    if (one.name.starts_with("q_damp")) one.start = 0.04;
  }
  const std::vector<double> values = values_at_truth(refinement.parameters);
  for (std::size_t d = 0; d < refinement.data.size(); ++d)
    refinement.data[d].g_per_A2 = model_curve(refinement, d, values);
  return refinement;
}

void expect_truth(const PdfRefinement& refinement, const Refined& refined, double tolerance) {
  const std::vector<double> values = values_at_truth(refinement.parameters);
  EXPECT_TRUE(refined.result.converged);
  for (const int i : refined.result.free_index) {
    const auto k = static_cast<std::size_t>(i);
    EXPECT_NEAR(refined.result.values[k], values[k], tolerance * std::abs(values[k]))
        << refinement.parameters.list[k].name;
  }
}

Refined refined_of(const PdfRefinement& refinement, int random_starts = 0) {
  return refine(refinement, std::vector<bool>(refinement.parameters.list.size(), false), random_starts, 1,
                {});
}

TEST(PdfRefinement, FindsWhatACurveWasMadeFrom) {
  for (const TensorForm tensor : {TensorForm::isotropic, TensorForm::equal_diagonal})
    for (const PeakConvention convention : {PeakConvention::r, PeakConvention::r_ij}) {
      const PdfRefinement refinement =
          made({.tensor = tensor, .envelope = EnvelopeShape::sphere}, convention);
      expect_truth(refinement, refined_of(refinement), 1e-4);
    }
}

TEST(PdfRefinement, SeveralDataSetsShareTheStructure) {
  const PdfRefinement refinement = made({.n_data = 2});
  expect_truth(refinement, refined_of(refinement), 1e-4);
}

TEST(PdfRefinement, DerivativesAreThoseOfTheResiduals) {
  for (const EnvelopeShape shape : {EnvelopeShape::sphere, EnvelopeShape::shell, EnvelopeShape::log_normal}) {
    const PdfRefinement refinement =
        made({.tensor = TensorForm::equal_diagonal, .envelope = shape, .n_data = 2});
    const fit::Problem problem = pdf_problem(refinement, refinement.parameters.list);
    std::vector<double> values;
    for (const fit::Parameter& one : problem.parameters) values.push_back(one.start);
    const fit::DataSet& second = problem.data[1];
    const auto n = static_cast<std::size_t>(second.n_residuals);
    std::vector<double> jacobian(n * values.size()), high(n), low(n);
    second.derivatives(values, jacobian);
    for (std::size_t k = 0; k < values.size(); ++k) {
      if (problem.parameters[k].fixed) continue;
      const double step = 1e-5 * std::max(0.01, values[k]);
      std::vector<double> moved = values;
      moved[k] += step;
      second.residuals(moved, high);
      moved[k] -= 2 * step;
      second.residuals(moved, low);
      double most = 0, off = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const double slope = (high[i] - low[i]) / (2 * step);
        most = std::max(most, std::abs(slope));
        off = std::max(off, std::abs(slope - jacobian[i * values.size() + k]));
      }
      EXPECT_GT(most, 0) << problem.parameters[k].name;
      EXPECT_LE(off, 1e-5 * most) << problem.parameters[k].name;
    }
  }
}

// Noise in every independent point: the pulls of 40 fits have the width 1.
TEST(PdfRefinement, ErrorsAreThoseOfIndependentPoints) {
  PdfRefinement refinement = made({.displacements = false});
  for (fit::Parameter& one : refinement.parameters.list)
    if (one.name == "U_Cd")
      one.start = truth.u_cd_A2;
    else if (one.name == "U_Se")
      one.start = truth.u_se_A2;
    else if (one.name == "delta2")
      one.fixed = true, one.start = truth.delta2_A2;
  const std::vector<double> clean = refinement.data[0].g_per_A2;
  const PdfGrid& grid = refinement.data[0].grid;
  const auto a = static_cast<std::size_t>(refinement.parameters.find("a"));
  const double spacing = M_PI / 18;
  double sum = 0;
  constexpr int draws = 40;
  for (int draw = 0; draw < draws; ++draw) {
    RandomStream stream(3, StreamName::synthetic_data, static_cast<std::uint64_t>(draw));
    std::vector<double>& g = refinement.data[0].g_per_A2 = clean;
    for (int knot = -10; knot < static_cast<int>(grid.r_max_A() / spacing) + 10; ++knot) {
      const double height = 0.1 * stream.normal();
      for (std::size_t i = 0; i < g.size(); ++i) {
        const double x = M_PI * (grid.r_A(i) / spacing - knot);
        g[i] += height * (std::abs(x) < 1e-9 ? 1 : std::sin(x) / x);
      }
    }
    const Refined refined = refined_of(refinement);
    const double pull = (refined.result.values[a] - truth.a_A) / refined.result.uncertainties[a];
    sum += pull * pull;
  }
  EXPECT_NEAR(std::sqrt(sum / draws), 1, 0.3);  // 2.7 standard errors of the width
}

// In a hexagonal cell: 5/3 U11 + 5/3 U22 + U33 + 4/3 U12 for U11 = U22 = U33, found in PDFfit2's own results.
TEST(PdfRefinement, DerivativesOfPdffit2) {
  const PdfRefinement refinement = made({.tensor = TensorForm::equal_diagonal});
  const std::vector<double> values = values_at_truth(refinement.parameters);
  const auto u = static_cast<std::size_t>(refinement.parameters.find("U_Cd"));
  const double expected[] = {5. / 3, 5. / 3, 1, 4. / 3, 0, 0};
  std::size_t terms = 0;
  const std::vector<PdfDirection> directions = pdffit2_directions(refinement, 0, values);
  for (const PdfTerm& term : directions[u]) {
    ASSERT_EQ(term.quantity, PdfQuantity::displacement);
    EXPECT_NEAR(term.factor, expected[term.component], 1e-12);
    ++terms;
  }
  EXPECT_EQ(terms, 12u);
}

TEST(PdfRefinement, RandomStartsAreTheSameForAnyNumberOfThreads) {
  const PdfRefinement refinement = made({});
  const std::vector<bool> given(refinement.parameters.list.size(), false);
  const Refined one = refine(refinement, given, 3, 5, {.threads = 1});
  const Refined two = refine(refinement, given, 3, 5, {.threads = 2});
  ASSERT_EQ(one.starts.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(one.starts[i].rw, two.starts[i].rw);
  EXPECT_EQ(one.result.values, two.result.values);
}

TEST(PdfShares, FollowFromTheScales) {
  PdfRefinement refinement{.parameters =
                               PdfParameters({{"wz", wurtzite({}, "Se", true)}, {"zb", zinc_blende(6.1)}},
                                             {.displacements = false})};
  refinement.data.push_back({.name = "made", .q_max_per_A = 18, .grid = {1.6, 0.02, 400}});
  std::vector<double> values;
  for (const fit::Parameter& one : refinement.parameters.list) values.push_back(one.start);
  values[static_cast<std::size_t>(refinement.parameters.find("scale_wz"))] = 0.6;
  values[static_cast<std::size_t>(refinement.parameters.find("scale_zb"))] = 0.2;
  refinement.data[0].g_per_A2 = model_curve(refinement, 0, values);
  const std::vector<PhaseShare> shares = phase_shares(refinement, refined_of(refinement));
  EXPECT_NEAR(shares[0].atoms, 0.75, 1e-4);  // the same elements: as the scales
  EXPECT_NEAR(shares[0].mass, 0.75, 1e-4);
  EXPECT_NEAR(shares[0].atoms_error, shares[1].atoms_error, 1e-12);
}

}  // namespace
}  // namespace nacre::scattering
