#include <gtest/gtest.h>

#include <cmath>

#include "nacre/io/files.hpp"
#include "nacre/study/pdf_analysis.hpp"
#include "nacre/study/pdf_figures.hpp"
#include "nacre/study/pdf_modes.hpp"
#include "nacre/study/pdf_quantities.hpp"
#include "nacre/study/pdf_setup.hpp"
#include "nacre/study/pdf_tables.hpp"
#include "nacre/study/run.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

constexpr const char* shipped = NACRE_SOURCE_DIR "/studies/magic-size-cluster/";

Study bulk(const std::vector<std::string>& more = {}) {
  std::vector<std::string> settings{"model.tensor=\"equal-diagonal\"", "model.convention=\"1/r\"",
                                    "fit.end=\"minimum\"", "range.r_max=\"8 A\""};
  settings.insert(settings.end(), more.begin(), more.end());
  return read_study(std::string(shipped) + "pdf-cdse-bulk.toml", settings);
}

const fit::Parameter& parameter(const PdfSetup& setup, const char* name) {
  return setup.refinement->parameters.list[static_cast<std::size_t>(setup.refinement->parameters.find(name))];
}

std::string message_of(const std::vector<std::string>& settings) {
  try {
    set_up_pdf(bulk(settings), 0);
  } catch (const Error& error) {
    return error.parts().message;
  }
  return {};
}

TEST(Pdf, KeysBecomeParameters) {
  const PdfSetup setup = set_up_pdf(bulk({"model.start=\"a = 0.43 nm, U_Se = 0.02\"", "fit.hold=\"z\""}), 0);
  EXPECT_NEAR(parameter(setup, "a").start, 4.3, 1e-12);
  EXPECT_EQ(parameter(setup, "U_Se").start, 0.02);
  EXPECT_TRUE(parameter(setup, "z").fixed);
  EXPECT_FALSE(parameter(setup, "delta2").fixed);
  EXPECT_EQ(parameter(setup, "q_damp").start, 0.0486);
  EXPECT_EQ(setup.refinement->data[0].q_max_per_A, 14);
  EXPECT_EQ(setup.temperature_K, 300);
  EXPECT_EQ(setup.warnings, std::vector<std::string>{});
}

TEST(Pdf, RefusesWhatIsNotThere) {
  EXPECT_NE(message_of({"fit.hold=\"x_Cd\""}).find("the symmetry P 63 m c fixes it"), std::string::npos);
  EXPECT_NE(message_of({"model.start=\"a 4.3\""}).find("name = value"), std::string::npos);
  EXPECT_NE(message_of({"data.q_max=\"15 1/A\""}).find("beyond the data"), std::string::npos);
  EXPECT_NE(message_of({"range.r_max=\"80 A\""}).find("ends before"), std::string::npos);
  EXPECT_NE(message_of({"model.sratio=\"fit\""}).find("r_cut"), std::string::npos);
}

TEST(Pdf, TablesFiguresAndWordsOfACase) {
  const Study study = bulk();
  const std::vector<PdfAnalysis> analyses{analyse_pdf(study, 0, {})};
  const PdfAnalysis& analysis = analyses.front();
  ASSERT_TRUE(analysis.fitted);
  EXPECT_NEAR(analysis.summary.parameters[0].value, 4.30, 0.02);
  const std::vector<Table> tables = pdf_tables(analyses);
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0].rows.size(), 631u);
  EXPECT_EQ(tables[0].columns.size(), 5u);
  EXPECT_EQ(pdf_figures(analyses).size(), 2u);
  const std::string headline = pdf_headline(analyses);
  EXPECT_EQ(headline.find("Rw 0."), 0u) << headline;
  std::vector<std::string> names;
  for (const Quantity& quantity : pdf_quantities(analysis)) names.push_back(quantity.name);
  EXPECT_EQ(names, (std::vector<std::string>{"a", "c", "z", "U_Cd", "U_Se", "scale", "delta2", "Rw",
                                             "temperature"}));
}

// Warnings say so where sites cannot be told apart: the same element twice as far as X-rays see.
TEST(Pdf, WarnsOfUndeterminedDisplacements) {
  const Study study = bulk({"range.r_max=\"4.8 A\""});
  std::string all;
  for (const std::string& warning : pdf_warnings(analyse_pdf(study, 0, {}))) all += warning + "\n";
  EXPECT_NE(all.find("undetermined"), std::string::npos) << all;
}

TEST(Pdf, PartialsAddUp) {
  const Study study = read_study(std::string(shipped) + "partials.toml", {"range.r_max=\"9 A\""});
  const PdfAnalysis analysis = analyse_pdf(study, 0, {});
  ASSERT_EQ(analysis.partials.size(), 3u);
  double most = 0, off = 0;
  for (std::size_t i = 0; i < analysis.curves[0].model.size(); ++i) {
    double sum = 0;
    for (const PdfPartial& one : analysis.partials) sum += one.g_per_A2[i];
    most = std::max(most, std::abs(sum));
    off = std::max(off, std::abs(sum - analysis.curves[0].model[i]));
  }
  EXPECT_LT(off, 1e-6 * most);
  EXPECT_NEAR(analysis.partials[1].first_maximum_A, 2.52, 0.02);
}

}  // namespace
}  // namespace nacre::study
