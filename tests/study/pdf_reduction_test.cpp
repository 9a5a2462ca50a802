#include "nacre/study/pdf_reduction.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/gr_file.hpp"
#include "nacre/study/pdf_formula.hpp"
#include "nacre/study/pdf_peak_list.hpp"
#include "nacre/study/pdf_peaks.hpp"
#include "nacre/study/pdf_reduction_analysis.hpp"
#include "nacre/study/pdf_reduction_data.hpp"
#include "nacre/study/pdf_reduction_figures.hpp"
#include "nacre/study/pdf_reduction_tables.hpp"
#include "nacre/study/run.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

// Neutron I(Q) of two sharp distances, as a file; errors of 0.01.
std::string made_iq(const std::string& header, double slow = 0) {
  std::string text = header;
  for (int i = 1; i <= 1500; ++i) {
    const double q = 0.02 * i, damp = std::exp(-0.5 * 0.01 * q * q);
    const double f = damp * (2 * std::sin(2.5 * q) + std::sin(4.1 * q));
    text += format_number(q) + " " + format_number(3 * (1 + f / q + slow * (0.3 + 0.01 * q))) + " 0.01\n";
  }
  return text;
}

const char* const cif =
    "data_x\n_cell_length_a 2.5\n_cell_length_b 4.1\n_cell_length_c 30\n_cell_angle_alpha "
    "90\n_cell_angle_beta 90\n"
    "_cell_angle_gamma 90\n_space_group_name_H-M_alt 'P 1'\nloop_\n_atom_site_label\n_atom_site_type_symbol\n"
    "_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nNi1 Ni 0 0 0\n";

class PdfReductionStudy : public testing::Test {
 protected:
  Study study(const std::string& more) const {
    return read_study(folder.write("study.toml",
                                   "kind = \"pdf\"\n[reduction]\nfile = \"a.iq\"\nradiation = "
                                   "\"neutron\"\nr_max = \"8 A\"\n" +
                                       more));
  }
  std::string refusal(const std::string& more) const {
    try {
      run_study(study(more), {.folder = folder.path() / "refused", .command = {}}, {});
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }
  TempFolder folder;
};

TEST_F(PdfReductionStudy, RunsAndWritesWhatItReads) {
  folder.write("a.iq", made_iq("composition = Ni\n#### start data\n#L Q(1/A) I dI\n", 1));
  folder.write("x.cif", cif);
  const StudyResult result = run_study(study("[peaks]\nstructure = \"x.cif\"\nr_max = \"4.5 A\"\n"),
                                       {.folder = folder.path() / "run", .command = {}}, {});
  const auto gr = io::read_gr(folder.path() / "run/files/a.gr");
  EXPECT_EQ(gr.r_A.size(), 800u);
  EXPECT_EQ(gr.facts.radiation, io::Radiation::neutron);
  EXPECT_EQ(gr.facts.q_max_per_A, 30);
  EXPECT_EQ(gr.facts.composition, "Ni");
  EXPECT_EQ(gr.g_error_per_A2.size(), 800u);
  std::vector<std::string> tables;
  for (const Table& table : result.tables) tables.push_back(table.name);
  EXPECT_EQ(tables, (std::vector<std::string>{"peaks", "reduced_r", "reduced_q", "correlation"}));
  const auto quantity = [&](const std::string& name) {
    for (const Quantity& one : result.quantities)
      if (one.name == name) return one;
    return Quantity{};
  };
  EXPECT_NEAR(quantity("peak_1").value, 2.5, 0.01);
  EXPECT_EQ(quantity("peak_1").description, "Ni-Ni 1");
  EXPECT_NEAR(quantity("peak_2").value, 4.1, 0.01);
  EXPECT_NEAR(quantity("stretch").value, 1, 0.003);
  EXPECT_NE(result.headline.find("2 peaks, the first at 2.4"), std::string::npos) << result.headline;
  EXPECT_EQ(result.arrays.at(0).name, "covariance");
  EXPECT_EQ(result.figures.size(), 7u);

  // Its own G(r), compared with itself through a file; a list of cases.
  const StudyResult again =
      run_study(study("compare = \"run/files/a.gr\"\ncompare_range = [\"1.5 A\", \"7 A\"]\n"
                      "window = [\"none\", \"lorch\"]\n"),
                {.folder = folder.path() / "again", .command = {}}, {});
  EXPECT_NE(again.headline.find("window none: its correlation with a.gr is 1,"), std::string::npos)
      << again.headline;
  EXPECT_EQ(again.files.size(), 2u);
  EXPECT_EQ(again.tables[1].name, "compared_peaks");

  // The peaks of that file alone.
  const StudyResult peaks =
      run_study(read_study(folder.write(
                    "peaks.toml", "kind = \"pdf\"\n[peaks]\nfile = \"run/files/a.gr\"\nr_max = \"4.5 A\"\n")),
                {.folder = folder.path() / "peaks", .command = {}}, {});
  EXPECT_NEAR(peaks.quantities.at(0).value, quantity("peak_1").value, 1e-12);
  EXPECT_EQ(peaks.figures.size(), 1u);
}

TEST_F(PdfReductionStudy, SaysWhatIsMissing) {
  folder.write("a.iq", made_iq("#L Q(1/A) I dI\n"));
  EXPECT_NE(refusal("").find("does not say what the sample is made of"), std::string::npos);
  EXPECT_NE(refusal("composition = \"Xx\"\n").find("composition cannot be read"), std::string::npos);
  EXPECT_NE(refusal("composition = \"Ni\"\nq_max = \"35 1/A\"\n").find("q_max lies beyond the data"),
            std::string::npos);
  EXPECT_NE(refusal("composition = \"Ni\"\npolarisation = 1\n").find("needs the wavelength"),
            std::string::npos);
  folder.write("a.iq", made_iq("Q I dI\n"));
  EXPECT_NE(refusal("composition = \"Ni\"\n").find("does not say the unit of Q"), std::string::npos);
}

TEST(PdfFormula, OfElements) {
  const Formula one = parse_formula("Cd1 S0.9Cd");
  EXPECT_EQ(one.species, (std::vector<std::string>{"Cd", "S"}));
  EXPECT_EQ(one.amounts, (std::vector<double>{2, 0.9}));
  for (const char* text : {"", "cd", "Cd0", "Xx", "Cd-S"})
    EXPECT_THROW(parse_formula(text), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::study
