#include <algorithm>
#include <cmath>

#include "nacre/study/exafs_analysis.hpp"
#include "nacre/study/exafs_data.hpp"
#include "nacre/study/exafs_figures.hpp"
#include "nacre/study/exafs_tables.hpp"
#include "nacre/study/registry.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

const std::string folder_of_studies = std::string(NACRE_SOURCE_DIR) + "/studies/magic-size-cluster/";

Study exafs_study(const TempFolder& folder, const std::string& text) {
  std::string full = "kind = \"exafs\"\n" + text;
  for (std::size_t at = full.find("@"); at != full.npos; at = full.find("@"))
    full.replace(at, 1, folder_of_studies);
  return read_study(folder.write("study.toml", full));
}

std::string usage_error(const std::string& text) {
  const TempFolder folder;
  const Study study = exafs_study(folder, text);
  try {
    analyse_exafs(study.cases.front());
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(ExafsAnalysis, TwoScansAreAlignedAveragedAndCompared) {
  const TempFolder folder;
  const Study study = exafs_study(folder, "[data]\nscans = [\"@CdS_10K_01.xdi\", \"@CdS_10K_02.xdi\"]\n");
  const ExafsAnalysis analysis = analyse_exafs(study.cases.front());
  ASSERT_TRUE(analysis.mean);
  EXPECT_EQ(analysis.aligned_by, "the reference foil");
  EXPECT_LT(std::abs(analysis.scans[1].shift_eV), 0.2);
  EXPECT_EQ(analysis.scans[1].edge.e0_eV, analysis.scans[0].edge.e0_eV);
  EXPECT_NEAR(analysis.mean->edge.step, 1, 0.005);
  ASSERT_EQ(analysis.agreements.size(), 1u);
  EXPECT_LT(analysis.agreements[0].relative, 0.065);
  for (std::size_t i = 60; i < 240; i += 20)
    EXPECT_NEAR(analysis.mean->background.chi[i],
                (analysis.scans[0].background.chi[i] + analysis.scans[1].background.chi[i]) / 2, 1e-3);
  EXPECT_NEAR(analysis.peak.r_A, 2.05, 0.01);
}

TEST(ExafsAnalysis, AFoilWithFeff) {
  const TempFolder folder;
  const Study study = exafs_study(
      folder,
      "[data]\nfile = \"@cu_metal_10K.xdi\"\n[transform]\nk_max = \"17 1/A\"\n"
      "[shell]\nfeff = \"@feffcu01.dat\"\nn = 12\ns02 = \"fit\"\nr_min = \"1.4 A\"\nr_max = \"3 A\"\n");
  const ExafsAnalysis analysis = analyse_exafs(study.cases.front());
  ASSERT_TRUE(analysis.shell);
  EXPECT_NEAR(analysis.shell->result.values[scattering::shell_s02], 0.9013, 0.003);
  EXPECT_EQ(analysis.summary.n_data, 14);
  EXPECT_EQ(analysis.summary.chi2, analysis.shell->chi2);
  EXPECT_NE(analysis.summary.scaling.find("14.3 independent points, 2 dk dR / pi"), std::string::npos)
      << analysis.summary.scaling;
  for (const std::string& warning : analysis.summary.warnings)
    EXPECT_EQ(warning.find("chi2_reduced"), warning.npos);
  EXPECT_EQ(exafs_headline({analysis}).find("cu_metal_10K: 12 neighbours at 2.54"), 0u)
      << exafs_headline({analysis});
}

// Noise moves the maximum as the error says.
TEST(ExafsAnalysis, TheErrorOfThePeakIsItsScatter) {
  using namespace scattering;
  const TransformOptions transform{.k_min_per_A = 3, .k_max_per_A = 13};
  double sum = 0, squares = 0, expected = 0;
  unsigned state = 7;
  constexpr int count = 200;
  for (int run = 0; run < count; ++run) {
    std::vector<double> chi(300);
    for (std::size_t i = 1; i < chi.size(); ++i) {
      const double k = static_cast<double>(i) * xafs_k_step;
      double noise = -6;
      for (int j = 0; j < 12; ++j)
        noise += static_cast<double>((state = state * 1664525u + 1013904223u) >> 8u) / (1u << 24u);
      chi[i] = std::sin(2 * k * 2.2) * std::exp(-0.01 * k * k) / (k * k) + 2e-3 * noise;
    }
    const Complexes r = to_r(chi, transform);
    const ExafsPeak peak = first_peak(r, 1, noise_of(r, transform), transform);
    sum += peak.r_A, squares += peak.r_A * peak.r_A, expected += peak.error_A / count;
  }
  EXPECT_NEAR(sum / count, 2.2, 3e-3);
  const double scatter = std::sqrt(squares / count - sum / count * (sum / count));
  EXPECT_NEAR(scatter / expected, 1, 0.25);
}

TEST(ExafsAnalysis, SaysWhereTheDataEnd) {
  const TempFolder folder;
  const Study study =
      exafs_study(folder, "[data]\nfile = \"@cu_metal_rt.xdi\"\n[transform]\nk_max = \"18 1/A\"\n");
  const ExafsAnalysis analysis = analyse_exafs(study.cases.front());
  ASSERT_EQ(analysis.warnings.size(), 1u);
  EXPECT_NE(analysis.warnings[0].find("the window in k ends with the data"), std::string::npos);
  EXPECT_LT(analysis.settings.transform.k_max_per_A, 14);
}

TEST(ExafsData, RefusesHalfARequest) {
  const std::string file = "[data]\nfile = \"@CdS_10K_01.xdi\"\n";
  const std::pair<std::string, const char*> cases[] = {
      {"[transform]\nk_min = \"3 1/A\"\n", "there are no data"},
      {file + "scans = [\"@CdS_10K_02.xdi\"]\n", "the data are there twice"},
      {file + "[shell]\nr_min = \"1 A\"\n", "amplitude and phase from one place"},
      {file + "[shell]\nstandard = \"@CdS_10K_02.xdi\"\n", "needs its neighbours and their distance"},
      {file + "[shell]\nfeff = \"@feffcu01.dat\"\ns02 = \"fit\"\n", "cannot both be fitted"},
      {file + "[shell]\nfeff = \"@feffcu01.dat\"\nn = 1\nr = 2.5\nsigma2 = 0.003\nde0 = 0\n",
       "no parameter of the shell"},
      {file + "[edge]\nnorm1 = \"500 eV\"\nnorm2 = \"100 eV\"\n", "ends before it begins"},
      {"[data]\nscans = [\"@cu_metal_rt.xdi\", \"@cu_metal_10K.xdi\"]\nalign = \"reference\"\n",
       "not every scan has a"},
      {"[data]\nscans = [\"@cu_metal_rt.xdi\", \"@CdS_10K_01.xdi\"]\nalign = \"edge\"\n",
       "cannot be aligned with cu_metal_rt: their edges"},
      {"[data]\nscans = [\"@cu_metal_rt.xdi\", \"@CdS_10K_01.xdi\"]\nalign = \"none\"\n",
       "0 energies in common"},
      {"[data]\nfile = \"@cu_metal_rt.xdi\"\nchannel = \"reference\"\n",
       "has no absorption among its columns"},
  };
  for (const auto& [text, message] : cases)
    EXPECT_NE(usage_error(text).find(message), std::string::npos) << text << usage_error(text);
}

TEST(Exafs, TheKindReturnsWhatItAnnounces) {
  const TempFolder folder;
  const Study study = exafs_study(
      folder,
      "[data]\nfile = [\"@CdS_10K_01.xdi\", \"@CdS_10K_02.xdi\"]\n[shell]\nstandard = \"@CdS_10K_01.xdi\"\n"
      "standard_n = 4\nstandard_r = \"2.526 A\"\n");
  std::vector<ExafsAnalysis> analyses;
  for (const Case& one : study.cases) analyses.push_back(analyse_exafs(one));
  std::string announced;
  for (const Output& table : find_kind("exafs")->tables) announced += std::string(table.name) + ", ";
  for (const Table& table : exafs_tables(analyses)) {
    EXPECT_NE(announced.find(table.name + ", "), std::string::npos) << table.name;
    for (const auto& row : table.rows) ASSERT_EQ(row.size(), table.columns.size()) << table.name;
  }
  std::string names;
  for (const Output& one : find_kind("exafs")->quantities) names += std::string(one.name) + ", ";
  for (const Quantity& one : exafs_quantities(analyses[1]))
    EXPECT_NE(names.find(one.name + ", "), std::string::npos) << one.name;
  EXPECT_NEAR(analyses[0].shell->result.values[scattering::shell_r], 2.526, 1e-3);
  EXPECT_NEAR(analyses[1].shell->result.values[scattering::shell_r], 2.526, 0.005);
  EXPECT_EQ(exafs_figures(analyses).size(), 9u);
  EXPECT_TRUE(find_kind("exafs")->check(study).empty());
}

}  // namespace
}  // namespace nacre::study
