#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>

#include "absorption_study.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/files.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"

namespace nacre::study {
namespace {

StudyResult run(const TempFolder& folder, const std::string& study) {
  return run_study(read_study(study), {.folder = folder.path() / "run", .command = {}}, {});
}

std::map<std::string, Quantity> quantities(const StudyResult& result) {
  std::map<std::string, Quantity> found;
  for (const Quantity& one : result.quantities) found.emplace(one.name, one);
  return found;
}

const std::string superfocusing = NACRE_SOURCE_DIR "/studies/superfocusing/";

// Truth: share of 0.2013, 98 % times of 78.24 and 388.6 s.
TEST(Absorption, Figure2IsWhatItWasMadeFrom) {
  const TempFolder folder;
  const StudyResult result = run(folder, superfocusing + "figure-2-absorption.toml");
  EXPECT_FALSE(result.partial);
  EXPECT_TRUE(result.warnings.empty());
  const auto found = quantities(result);
  for (const auto& [name, truth] : std::map<std::string, double>{{"t98_concentration", 78.24},
                                                                 {"t98_yield", 388.6},
                                                                 {"nucleation_share", 0.20134},
                                                                 {"radius_final", 2.19893},
                                                                 {"concentration_final", 25},
                                                                 {"yield_final", 0.87097}})
    EXPECT_LT(std::abs(found.at(name).value - truth), 2 * found.at(name).uncertainty) << name;
  const auto frames = io::CsvTable::read(folder.path() / "run/tables/frames.csv");
  const auto truth = io::CsvTable::read(superfocusing + "absorption-truth.csv");
  ASSERT_EQ(frames.rows(), truth.rows());
  for (const std::string stem : {"peak", "radius", "concentration", "yield"}) {
    const std::string unit = stem == "yield" ? "" : stem == "concentration" ? "_uM" : "_nm";
    double chi2 = 0;
    for (std::size_t i = 0; i < frames.rows(); ++i)
      chi2 += std::pow(
          (frames.number(i, frames.column(stem + unit)) - truth.number(i, truth.column(stem + unit))) /
              frames.number(i, frames.column(stem + "_err" + unit)),
          2);
    EXPECT_LT(chi2, 32) << stem;  // 16 spectra: p = 0.01
  }
}

// The authors read their peaks off the spectra, to the nearest point of the grid.
TEST(Absorption, MeasuredSpectraAgreeWithTheirAuthors) {
  const std::string file = NACRE_SOURCE_DIR "/../shared/data/spectra/cdse-peak-values.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the authors' peaks are not here: " << file;
  std::ifstream lines(file);
  std::string line;
  std::getline(lines, line);
  std::vector<double> authors;
  while (std::getline(lines, line)) {
    std::size_t at = 0;
    for (int comma = 0; comma < 4; ++comma) at = line.find(',', at) + 1;
    authors.push_back(std::stod(line.substr(at)));
  }
  const TempFolder folder;
  run(folder, superfocusing + "cdse-run3.toml");
  const auto frames = io::CsvTable::read(folder.path() / "run/tables/frames.csv");
  ASSERT_EQ(frames.rows(), authors.size());
  double squares = 0;
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const double off = frames.number(i, frames.column("peak_nm")) - authors[i];
    EXPECT_LT(std::abs(off), 6) << i;
    squares += off * off;
  }
  EXPECT_LT(std::sqrt(squares / static_cast<double>(authors.size())), 2.5);
}

// Truth: 1.02 in cyclohexane, 1.16 in toluene.
TEST(Absorption, DilutionsAreLinear) {
  const TempFolder folder;
  const StudyResult result = run(folder, NACRE_SOURCE_DIR "/studies/magic-size-cluster/dilution.toml");
  const double slopes[] = {1.02, 1.16};
  std::size_t n = 0;
  for (const Quantity& one : result.quantities) {
    if (one.name == "slope") {
      EXPECT_LT(std::abs(one.value - slopes[n]), 3 * one.uncertainty);
      ++n;
    }
    EXPECT_TRUE(one.name != "p_curvature" || one.value > 0.05);
    EXPECT_TRUE(one.name != "slope_ratio" || std::abs(one.value - 1.16 / 1.02) < 3 * one.uncertainty);
  }
  EXPECT_EQ(n, 2u);
}

TEST(Absorption, ADefectMakesItPartial) {
  const TempFolder folder;
  std::string csv = made_spectra(growing);
  csv.replace(csv.find("\n312,") + 5, 3, "nan");
  const Study study = absorption_study(folder, csv, sized_keys);
  const StudyResult result = run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
  EXPECT_TRUE(result.partial);
  EXPECT_EQ(result.warnings.size(), 1u);
}

// docs/absorption.md lists the cards with the numbers that they have.
TEST(Absorption, TheDocsListEveryCard) {
  const std::string docs = io::read_file(NACRE_SOURCE_DIR "/docs/absorption.md");
  for (const auto& curve : spectra::sizing_curves()) {
    const std::string row = "| `" + std::string(curve.name) + "` | " + std::string(curve.material) + " | " +
                            std::string(curve.equation) + " | " + format_number(curve.lower_nm) + " to " +
                            format_number(curve.upper_nm) + " nm | " + std::string(curve.source) +
                            ", doi:" + std::string(curve.doi) + " |";
    EXPECT_NE(docs.find(row), std::string::npos) << row;
  }
  for (const auto& card : spectra::intrinsic_absorptions()) {
    const std::string row = "| `" + std::string(card.name) + "` | " + std::string(card.material) + " | " +
                            format_number(card.wavelength_nm) + " nm | " + std::string(card.equation) +
                            " | " + format_rounded(card.per_cm, 4) + " 1/cm | " + std::string(card.source) +
                            ", doi:" + std::string(card.doi) + " |";
    EXPECT_NE(docs.find(row), std::string::npos) << row;
  }
  for (const auto& card : spectra::exciton_extinctions()) {
    const std::string row = "| `" + std::string(card.name) + "` | " + std::string(card.material) +
                            " | first exciton | " + std::string(card.equation) + " | | " +
                            std::string(card.source) + ", doi:" + std::string(card.doi) + " |";
    EXPECT_NE(docs.find(row), std::string::npos) << row;
  }
}

}  // namespace
}  // namespace nacre::study
