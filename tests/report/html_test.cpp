#include "nacre/report/html.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "nacre/report/html_record.hpp"
#include "nacre/report/html_results.hpp"
#include "nacre/report/html_tables.hpp"
#include "report/sample_film.hpp"
#include "report/sample_particles.hpp"
#include "report/sample_run.hpp"
#include "report/test_folder.hpp"

namespace nacre::embedded {
extern const std::string_view report_js;
extern const std::string_view particles_js;
extern const std::string_view report_css;
}  // namespace nacre::embedded

namespace nacre::report {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

std::string report_of(const StudyResult& result,
                      const io::SummaryHead& head = {"0.1.0", "ligand-mixing", "T", "ok"}) {
  const test::TestFolder folder;
  test::write_sample_run(folder.path(), result, head);
  return render_report(folder.path());
}

// The page without its styles, scripts and data.
std::string visible(const std::string& html) {
  std::string text;
  std::size_t at = 0;
  for (auto start = html.find("<s"); start != std::string::npos; start = html.find("<s", start + 1)) {
    const bool script = html.compare(start, 7, "<script") == 0, style = html.compare(start, 6, "<style") == 0;
    if (!script && !style) continue;
    text += html.substr(at, start - at);
    start = at = html.find(script ? "</script>" : "</style>", start);
  }
  return text + html.substr(at);
}

TEST(Report, HoldsEverythingInOrder) {
  const std::string page = visible(report_of(test::sample_result()));
  std::size_t before = 0;
  for (const char* part :
       {"<h1>T</h1>", "<p class=\"headline\">C6SH and C10SH mix", "class=\"warnings\"",
        "<section id=\"results\">", "<section id=\"figures\">", "<figure id=\"figure-enthalpy\">",
        "<figure id=\"figure-arrangements\">", "<section id=\"fits\">", "<section id=\"tables\">",
        "curves.csv", "<section id=\"study\">", "lattice = &quot;square&quot;",
        "<section id=\"provenance\">"}) {
    const auto at = page.find(part, before);
    EXPECT_NE(at, std::string::npos) << part;
    if (at != std::string::npos) before = at;
  }
  EXPECT_EQ(count(page, "<svg "), 5u);
}

TEST(Report, AsksNothingFromTheNetwork) {
  const std::string page = report_of(test::sample_result());
  EXPECT_FALSE(std::regex_search(page.substr(0, 3000), std::regex("<link|@import|@font-face")));
  EXPECT_FALSE(std::regex_search(visible(page), std::regex("(src|href)=\"(https?:|//)")));
  EXPECT_TRUE(has(page, "default-src 'none'"));
}

TEST(Report, IsSmall) { EXPECT_LT(report_of(test::sample_result()).size(), 300'000u); }

TEST(Report, ThirteenFiguresStayUnderAMegabyte) {
  StudyResult result = test::sample_result();
  while (result.figures.size() < 13) {
    Plot plot = test::enthalpy_plot();
    plot.id += std::to_string(result.figures.size());
    result.figures.push_back(plot);
  }
  EXPECT_LT(report_of(result).size(), 1'000'000u);
}

// The part of the viewer that turns particles is large: only reports that have some carry it.
TEST(Report, CarriesWhatTurnsParticlesOnlyWithParticles) {
  StudyResult result = test::sample_result();
  const std::string without = report_of(result);
  result.figures.push_back(test::sample_particles());
  const std::string with = report_of(result);
  EXPECT_FALSE(has(without, std::string(embedded::particles_js)));
  EXPECT_EQ(count(with, "<script>" + std::string(embedded::particles_js) + "</script>"), 1u);
  EXPECT_LT(with.size(), 850'000u);
  EXPECT_TRUE(has(visible(with), "<figure id=\"figure-particles\">\n<h3>Arrangements on the particle</h3>"));
  EXPECT_EQ(count(visible(with), "<div class=\"particle\">"), 2u);
}

TEST(Report, ShowsAFilmStillAndCarriesItsFrames) {
  StudyResult result = test::sample_result();
  result.figures = {test::sample_film()};
  const std::string page = report_of(result);
  EXPECT_TRUE(has(visible(page), "<figure id=\"figure-sizes\">\n<h3>Size distribution as it grows</h3>"));
  EXPECT_EQ(count(visible(page), "<svg "), 1u);
  EXPECT_EQ(count(page, R"("text":"time )"), 1u + test::film_frames);  // the axis and each frame
}

TEST(Report, HostileTextsStayTexts) {
  const std::string attack = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
  StudyResult result = test::sample_result();
  result.headline = attack;
  result.warnings = {attack};
  result.quantities.push_back({attack, 1, no_value, {}, attack, attack, {{attack, attack}}});
  result.quantities.push_back({attack, 1, no_value, {}, attack, attack});
  result.fits[0].name = result.fits[0].model = result.fits[0].scaling = attack;
  result.fits[0].warnings = {attack};
  result.fits[0].parameters[0].name = result.fits[0].free_names[0] = attack;
  result.tables[0].rows[0][2] = attack;
  auto& plot = std::get<Plot>(result.figures[0]);
  plot.title = plot.caption = plot.x.label = plot.curves[0].label = attack;
  ParticleGallery particles = test::sample_particles();
  particles.id = particles.title = particles.caption = attack;
  particles.kinds[0].label = particles.pictures[0].title = attack;
  result.figures.push_back(particles);
  Film film = test::sample_film();
  film.title = film.caption = film.slider.label = film.slider.unit = attack;
  result.figures.push_back(film);
  const std::string page = report_of(result, {"0.1.0", attack, attack, "ok"});
  EXPECT_FALSE(has(page, "<script>alert"));
  EXPECT_FALSE(has(page, "<img"));
  EXPECT_EQ(count(page, "<script"), 3u + count(std::string(embedded::report_js), "<script"));
}

TEST(Report, SaysThatARunDidNotConverge) {
  EXPECT_TRUE(has(report_of({}, {"0.1.0", "growth", "", "not_converged"}), "The run did not converge."));
  EXPECT_FALSE(has(visible(report_of({}, {"0.1.0", "growth", "", "ok"})), "class=\"warnings\""));
}

TEST(Report, SaysThatSomeOfTheDataCouldNotBeUsed) {
  EXPECT_TRUE(has(report_of({}, {"0.1.0", "saxs", "", "partial"}), "Some of the data could not be used"));
}

TEST(Report, OfAnEmptyResultIsATitle) {
  const std::string page = visible(report_of({}, {"0.1.0", "growth", "", "ok"}));
  EXPECT_TRUE(has(page, "<h1>growth</h1>"));
  EXPECT_FALSE(has(page, "id=\"figures\""));
  EXPECT_FALSE(has(page, "id=\"fits\""));
}

TEST(Report, IsWrittenBesideTheResults) {
  const test::TestFolder folder;
  test::write_sample_run(folder.path(), test::sample_result());
  write_report(folder.path());
  EXPECT_EQ(io::read_file(folder.path() / "report.html"), render_report(folder.path()));
}

TEST(Report, DoesWithoutStudyAndProvenance) {
  const test::TestFolder folder;
  test::write_sample_run(folder.path(), {});
  std::filesystem::remove(folder.path() / "study.toml");
  std::filesystem::remove(folder.path() / "provenance.json");
  const std::string page = render_report(folder.path());
  EXPECT_FALSE(has(page, "id=\"study\""));
  EXPECT_FALSE(has(page, "id=\"provenance\""));
}

TEST(Report, NeedsASummary) {
  const test::TestFolder folder;
  EXPECT_THROW(render_report(folder.path()), Error);
}

TEST(EmbeddedViewer, IsSmallAndSafeInsideAPage) {
  EXPECT_LT(embedded::report_js.size() + embedded::report_css.size(), 120'000u);
  EXPECT_EQ(embedded::report_js.find("</script"), std::string_view::npos);
  EXPECT_EQ(embedded::report_css.find("</style"), std::string_view::npos);
  EXPECT_EQ(embedded::report_css.find("@import"), std::string_view::npos);
  EXPECT_NE(embedded::report_js.find("Copyright (c) 2022 Leon Sorokin"), std::string_view::npos);
}

TEST(EmbeddedViewer, ParticlesAreSafeInsideAPageAndNameTheirLibrary) {
  EXPECT_LT(embedded::particles_js.size(), 560'000u);
  EXPECT_EQ(embedded::particles_js.find("</script"), std::string_view::npos);
  EXPECT_EQ(embedded::particles_js.find("<!--"), std::string_view::npos);
  EXPECT_EQ(embedded::particles_js.find("<script"), std::string_view::npos);
  EXPECT_LT(embedded::particles_js.find("2010-2026 three.js authors"), 200u);
  EXPECT_LT(embedded::particles_js.find("Permission is hereby granted"), 300u);
}

TEST(EmbeddedViewer, IsTheCommittedFile) {
  EXPECT_EQ(io::read_file(NACRE_SOURCE_DIR "/web/dist/particles.js"), embedded::particles_js);
  EXPECT_EQ(io::read_file(NACRE_SOURCE_DIR "/web/dist/report.js"), embedded::report_js);
  EXPECT_EQ(io::read_file(NACRE_SOURCE_DIR "/web/dist/report.css"), embedded::report_css);
}

TEST(QuantitiesHtml, RoundsAndAligns) {
  const std::string html =
      quantities_html({{"chi_G", -3.60123, 0.76, {{-4.46, -2.94}}, "RT", "interaction"}});
  EXPECT_TRUE(has(html,
                  "<td class=\"name\">chi_G</td><td class=\"value\">−3.60</td><td class=\"error\">± 0.76</td>"
                  "<td class=\"plain\">−4.46 to −2.94</td><td class=\"plain\">RT</td><td "
                  "class=\"text\">interaction</td>"))
      << html;
}

TEST(QuantitiesHtml, PutsCasesInATableOfTheirOwn) {
  const std::string html = quantities_html({{"a", 1, no_value, {}, "nm", "size", {{"n", 2.0}}}, {"b", 3}});
  EXPECT_TRUE(has(html, "<th>n</th><th class=\"value\" colspan=\"2\">a / nm</th>")) << html;
  EXPECT_TRUE(has(html, "<td class=\"plain\">2</td><td class=\"value\">1</td><td class=\"error\"></td>"))
      << html;
  EXPECT_EQ(count(html, "<table>"), 2u);
}

TEST(FitsHtml, ShowsEverythingOfAFit) {
  const std::string html = fits_html({test::fit("dH", 3.6)});
  for (const char* part : {"21 %", "2.94 to 4.46", "−6 to 12", "at a bound", "fixed", "= 2 chi_G",
                           "<dd>1.1</dd>", "<dd>10.2</dd>", "<dd>9.4</dd>",
                           "not scaled with the reduced chi-square", "−0.930", "means little"}) {
    EXPECT_TRUE(has(html, part)) << part;
  }
  EXPECT_FALSE(has(html, "0.050"));  // a correlation below 0.1
  EXPECT_FALSE(has(html, "<details"));
}

TEST(FitsHtml, FoldsAllOfManyFitsButTheFirst) {
  std::vector<FitSummary> fits(4, test::fit("dH", 3.6));
  EXPECT_EQ(count(fits_html(fits), "<details class=\"fit\">"), 3u);
  EXPECT_EQ(count(fits_html(fits), "<details class=\"fit\" open>"), 1u)
      << "the first is the one that was asked for";
  fits.resize(10'000, fits.front());
  const std::string many = fits_html(fits);
  EXPECT_EQ(count(many, "<details class=\"fit\""), 100u);
  EXPECT_NE(many.find("The first 100 of 10000 fits; summary.json has them all."), std::string::npos);
}

std::string table_of(const Table& table) {
  const test::TestFolder folder;
  io::write_file_atomically(folder.path() / "curves.csv", io::to_csv(table));
  return table_html(folder.path() / "curves.csv");
}

TEST(TableHtml, ShowsRowsAndOffersTheWholeFile) {
  const std::string html = table_of(test::curves_table());
  EXPECT_EQ(count(html, "<tr>"), 102u);
  EXPECT_TRUE(has(html, "<th class=\"number\">x_a</th><th class=\"number\">dH_kJ_mol</th><th>model</th>"))
      << html;
  EXPECT_TRUE(has(html, "<td class=\"number\">−1</td>"));
  EXPECT_TRUE(has(html, "regular solution at 303 K"));
  EXPECT_TRUE(has(html, "download=\"curves.csv\" href=\"data:text/csv;charset=utf-8,%23"));
  EXPECT_TRUE(has(html, "101 rows"));
}

TEST(TableHtml, CutsLongTablesAndLinksLargeFiles) {
  Table table = test::curves_table();
  while (table.rows.size() < 8000) table.rows.push_back({1.0 / 3, 2.0 / 3, std::string("model")});
  const std::string html = table_of(table);
  EXPECT_EQ(count(html, "<tr>"), 1 + shown_rows);
  EXPECT_TRUE(has(html, "The first 200 of 8000 rows"));
  EXPECT_TRUE(has(html, "href=\"tables/curves.csv\""));
}

TEST(TableHtml, ShowsATableWithoutRowsAsText) {
  Table table = test::curves_table();
  table.rows.clear();
  EXPECT_TRUE(has(table_of(table), "x_a,dH_kJ_mol,model"));
}

TEST(ProvenanceHtml, FlattensJson) {
  const std::string html = provenance_html(
      R"({"command": ["nacre", "run"], "inputs": [{"path": "a<b"}], "seed": 1, "wall": 0.123456789})");
  EXPECT_TRUE(has(html, "<td class=\"name\">command</td><td>nacre run</td>")) << html;
  EXPECT_TRUE(has(html, "<td class=\"name\">inputs 1 path</td><td>a&lt;b</td>")) << html;
  EXPECT_TRUE(has(html, "<td class=\"name\">seed</td><td>1</td>")) << html;
  EXPECT_TRUE(has(html, "<td>0.123457</td>")) << html;
}

TEST(ProvenanceHtml, ShowsForeignTextAsItStands) {
  EXPECT_EQ(provenance_html("{broken <"), "<pre>{broken &lt;</pre>\n");
}

}  // namespace
}  // namespace nacre::report
