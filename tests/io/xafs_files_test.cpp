#include "nacre/io/xafs_files.hpp"

#include <zlib.h>

#include <cmath>

#include "nacre/io/athena.hpp"
#include "nacre/io/feff_path.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/gzip.hpp"
#include "nacre/io/xafs_scan.hpp"
#include "nacre/io/xafs_text.hpp"
#include "nacre/io/xdi.hpp"
#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;
const fs::path studies = fs::path(NACRE_SOURCE_DIR) / "studies/magic-size-cluster";

std::string zipped(std::string text) {
  z_stream z{};
  deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, static_cast<uLong>(text.size())) + 64, '\0');
  z.next_in = reinterpret_cast<Bytef*>(text.data()), z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data()), z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

// Rows energy, a, b from 8900 eV on.
std::string rows(int count, double first = 8900, double step = 5, const char* rest = " 2 1\n") {
  std::string text;
  for (int i = 0; i < count; ++i) text += std::to_string(first + step * i) + rest;
  return text;
}

std::string project(const char* shift) {
  std::string x, y;
  for (int i = 0; i < 25; ++i) {
    x += (i ? ",'" : "'") + std::to_string(8900 + i) + "'";
    y += (i ? ",'" : "'") + std::to_string(0.01 * i) + "'";
  }
  return "# Athena project file -- Athena version 0.9\n$old_group = 'abcd';\n@args = ('label','it\\'s "
         "copper','bkg_eshift'," +
         std::string(shift) + ",'plot',['',[' ','a]']],'is_chi','0');\n@x = (" + x + ");\n@y = (" + y +
         ");\n[record]\n\n$old_group = 'efgh';\n@args = ('label','chi','is_chi','1');\n@x = ('0','1');\n@y = "
         "('0','1');\n"
         "[record]\n\n%plot = ();\n1;\n";
}

class XafsFiles : public TemporaryFolder {
 protected:
  XafsScan read(const std::string& name, const std::string& content, const XafsOptions& options = {}) const {
    return read_xafs(write(name, content), options).front();
  }
  std::string refusal(const std::string& name, const std::string& content,
                      const XafsOptions& options = {}) const {
    return failure([&] { read(name, content, options); });
  }
};

TEST_F(XafsFiles, MeasuredOnes) {
  const XafsScan cds = read_xafs(studies / "CdS_10K_01.xdi", {}).front();
  EXPECT_EQ(cds.energy_eV.size(), 368u);
  EXPECT_EQ(cds.element + " " + cds.edge + " " + cds.source, "Cd K ln(i0/itrans)");
  EXPECT_EQ(cds.energy_eV.front(), 26484.959);
  EXPECT_DOUBLE_EQ(cds.mu.front(), std::log(48276.0 / 113067.800449));
  EXPECT_DOUBLE_EQ(cds.reference_mu.front(), std::log(113067.800449 / 614890.770295));
  const XafsScan copper = read_xafs(studies / "cu_metal_10K.xdi", {}).front();
  EXPECT_EQ(copper.energy_eV.size(), 612u);
  EXPECT_EQ(copper.mu.front(), 1.013661);
  EXPECT_TRUE(copper.reference_mu.empty());
  const FeffPath path = read_feff_path(studies / "feffcu01.dat");
  EXPECT_EQ(path.name, "Cu-Cu");
  EXPECT_EQ(path.degeneracy, 12);
  EXPECT_EQ(path.r_A, 2.5478);
  EXPECT_EQ(path.k_per_A.size(), 59u);
  EXPECT_EQ(path.mean_free_path_A.back(), 46.332);
}

TEST_F(XafsFiles, SharedOnes) {
  const fs::path folder = NACRE_SOURCE_DIR "/../shared/data/scattering/xafs";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared data";
  const auto groups = read_xafs(folder / "cu.prj", {});
  ASSERT_EQ(groups.size(), 3u);
  const XafsScan text = read_xafs(folder / "cu_10k.xmu", {}).front();
  EXPECT_EQ(groups[0].energy_eV, text.energy_eV);
  EXPECT_EQ(groups[0].mu, text.mu);
  EXPECT_EQ(read_chi(folder / "cu10k.chi").k_per_A.at(20), 1.0);
}

TEST_F(XafsFiles, Channels) {
  const std::string text = "# energy i0 itrans ifluor irefer\n" + rows(20, 8900, 5, " 4 2 1 1\n");
  EXPECT_DOUBLE_EQ(read("a.dat", text).mu[3], std::log(2.0));
  EXPECT_DOUBLE_EQ(read("a.dat", text, {.channel = "fluorescence"}).mu[3], 0.25);
  EXPECT_DOUBLE_EQ(read("a.dat", text, {.channel = "reference"}).mu[3], std::log(2.0));
  EXPECT_EQ(read("a.xmu", rows(20, 8900, 5, " 0.5\n")).source, "mu as given");
}

TEST_F(XafsFiles, OrderAndUnits) {
  const XafsScan down = read("a.xmu", rows(25, 9020, -5, " 0.5\n"));
  EXPECT_EQ(down.energy_eV.front(), 8900);
  const XafsScan keV = read("a.xdi", "# XDI/1.0\n# Column.1: energy keV\n# Column.2: mutrans\n#---\n" +
                                         rows(25, 8.9, 0.005, " 0.5\n"));
  EXPECT_NEAR(keV.energy_eV.back(), 9020, 1e-9);
  const XafsScan twice = read("a.xmu", "8895 1\n8895 3\n8895 5\n" + rows(25, 8900, 5, " 0.5\n"));
  EXPECT_EQ(twice.mu.front(), 3);
  EXPECT_EQ(twice.notes.at(0), "2 rows at an energy that was there before: averaged");
  EXPECT_EQ(refusal("a.xmu", rows(2, 9000, 5, " 1\n") + "9001.5 2\n" + rows(25, 9010, 5, " 0.5\n")),
            "a.xmu:3:1: energies neither rise nor fall\n"
            "  3 | 9001.5 2\n"
            "    | ^~~~~~\n"
            "  found:    9001.5 after 9005\n"
            "  expected: one scan, sorted by energy");
  EXPECT_NE(refusal("a.xmu", rows(25, 8.9, 0.005, " 0.5\n")).find("energies are too small for eV"),
            std::string::npos);
  EXPECT_NE(refusal("a.xmu", rows(25, 8900, 5, " 0.5\n"), {.energy_unit = "keV"}).find("too large for keV"),
            std::string::npos);
  EXPECT_NE(refusal("a.xdi", "# XDI/1.0\n# Column.1: energy degrees\n# Column.2: mutrans\n" +
                                 rows(25, 8900, 5, " 1\n"))
                .find("a unit that is none of energy"),
            std::string::npos);
}

TEST_F(XafsFiles, BrokenColumns) {
  const std::string head = "# XDI/1.0\n# Column.1: energy eV\n# Column.2: i0\n";
  EXPECT_EQ(refusal("a.xdi", head + "# Column.3: irefer\n#---\n" + rows(25)),
            "a.xdi: has no absorption among its columns\n"
            "  found:    energy, i0, irefer\n"
            "  expected: mu, or i0 with itrans or ifluor");
  EXPECT_NE(refusal("a.xdi", head + "# Column.4: itrans\n" + rows(25)).find("announces more columns"),
            std::string::npos);
  EXPECT_NE(refusal("a.xdi", head + "# Column.3: itrans\n" + rows(25, 8900, 5, " 2 nan\n"))
                .find("not a finite number"),
            std::string::npos);
  EXPECT_NE(refusal("a.xdi", head + "# Column.3: itrans\n" + rows(25, 8900, 5, " 2 0\n"))
                .find("there is no ln(i0/itrans) of these intensities"),
            std::string::npos);
  EXPECT_NE(refusal("a.xdi",
                    "# XDI/1.0\n# Column.1: angle degrees\n# Column.2: mutrans\n" + rows(25, 12, 0.1, " 1\n"))
                .find("has angles but no energies"),
            std::string::npos);
  EXPECT_NE(refusal("a.dat", rows(25)).find("does not say what its columns are"), std::string::npos);
  EXPECT_NE(refusal("a.xmu", rows(5, 8900, 5, " 1\n")).find("too few points"), std::string::npos);
  EXPECT_NE(refusal("a.xmu", std::string("\0\1", 2)).find("binary content"), std::string::npos);
}

TEST_F(XafsFiles, AthenaProjects) {
  const std::string text = project("2.5");
  for (const std::string& content : {text, zipped(text)}) {
    const auto groups = read_xafs(write("a.prj", content), {});
    ASSERT_EQ(groups.size(), 1u) << "the group of chi is none of mu";
    EXPECT_EQ(groups[0].name, "it's copper");
    EXPECT_EQ(groups[0].energy_eV[1], 8903.5);
    EXPECT_EQ(groups[0].notes.at(0), "energies are shifted by 2.5 eV, as the project says");
  }
  EXPECT_EQ(read("a.prj", text, {.group = "abcd"}).mu[2], 0.02);
  EXPECT_EQ(refusal("a.prj", text, {.group = "its copper"}),
            "a.prj: has no such group\n"
            "  found:    its copper\n"
            "  expected: it's copper\n"
            "  did you mean \"it's copper\"?");
  const std::string zip = zipped(text);
  EXPECT_NE(refusal("a.prj", zip.substr(0, zip.size() / 2)).find("ends before its compressed content does"),
            std::string::npos);
  EXPECT_NE(refusal("a.prj", zip.substr(0, 30) + std::string(40, 'x')).find("compressed content"),
            std::string::npos);
  EXPECT_NE(refusal("a.prj", text.substr(0, 300)).find("ends inside of a list"), std::string::npos);
  std::string bad = text;
  bad.replace(bad.find("0.020000"), 8, "oh.20000");
  EXPECT_NE(refusal("a.prj", bad).find("something else than a number among mu"), std::string::npos);
}

TEST_F(XafsFiles, FeffAndChi) {
  const std::string feff = read_file(studies / "feffcu01.dat");
  EXPECT_NE(failure([&] {
              read_feff_path(write("f.dat", feff.substr(0, feff.size() - 20)));
            }).find("a row is not one of a path of FEFF"),
            std::string::npos);
  EXPECT_NE(failure([&] { read_feff_path(write("f.dat", feff.substr(0, feff.find("   .600 ")))); }).find("too few rows"),
            std::string::npos);
  EXPECT_NE(failure([&] { read_feff_path(write("f.dat", "k chi\n1 2\n")); }).find("is no path of FEFF"),
            std::string::npos);
  EXPECT_EQ(read_chi(write("a.chi", rows(20, 0, 0.05, " 0.1\n"))).chi.size(), 20u);
  EXPECT_NE(failure([&] { read_chi(write("a.chi", rows(20, 8900, 5, " 0.1\n"))); }).find("k does not rise"),
            std::string::npos);
}

}  // namespace
}  // namespace nacre::io
