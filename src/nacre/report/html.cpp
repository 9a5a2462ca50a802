#include "nacre/report/html.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "nacre/io/files.hpp"
#include "nacre/io/json_results.hpp"
#include "nacre/report/html_record.hpp"
#include "nacre/report/html_results.hpp"
#include "nacre/report/html_tables.hpp"
#include "nacre/report/svg.hpp"
#include "nacre/report/viewer_data.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::embedded {
extern const std::string_view report_js;
extern const std::string_view particles_js;
extern const std::string_view report_css;
}  // namespace nacre::embedded

namespace nacre::report {
namespace {

namespace fs = std::filesystem;

struct Section {
  std::string id;
  std::string title;
  std::string content;  // empty: left out
};

std::string text_of(const fs::path& file) { return fs::exists(file) ? io::read_file(file) : std::string(); }

std::string figure_html(const Figure& figure) {
  const auto with = [](const auto& one) {
    return "<figure id=\"figure-" + escape(one.id) + "\">\n<h3>" + escape(one.title) +
           "</h3>\n<div class=\"picture\">\n";
  };
  const auto caption = [](const auto& one) {
    return one.caption.empty() ? "" : "<figcaption>" + escape(one.caption) + "</figcaption>\n";
  };
  return std::visit(with, figure) + figure_svg(figure) + "</div>\n" + std::visit(caption, figure) +
         "</figure>\n";
}

std::string figures_html(const std::vector<Figure>& figures) {
  std::string result;
  for (const Figure& figure : figures) result += figure_html(figure);
  return result;
}

// "curves" as well as "tables/curves.csv".
fs::path table_file(const fs::path& run_folder, const std::string& name) {
  const fs::path file = fs::path(name).filename();
  return run_folder / "tables" / (file.extension() == ".csv" ? file : fs::path(file.string() + ".csv"));
}

std::string tables_html(const fs::path& run_folder, const std::vector<Table>& tables) {
  std::string result;
  for (const Table& table : tables) result += table_html(table_file(run_folder, table.name));
  return result;
}

// Links beside the report; it opens without them too.
std::string files_html(const std::vector<ResultFile>& files) {
  std::string result;
  for (const ResultFile& file : files)
    result += "<li><a href=\"files/" + escape(file.name) + "\">files/" + escape(file.name) + "</a></li>\n";
  return result.empty() ? "" : "<ul>\n" + result + "</ul>\n";
}

std::string study_html(const std::string& toml) {
  return toml.empty() ? ""
                      : "<details open><summary>study.toml, every default written out</summary>\n<pre>" +
                            escape(toml) + "</pre></details>\n";
}

std::vector<Section> sections(const fs::path& run_folder, const io::Summary& summary,
                              const std::vector<Figure>& figures) {
  const std::string provenance = text_of(run_folder / "provenance.json");
  return {{"results", "Results", quantities_html(summary.result.quantities)},
          {"figures", "Figures", figures_html(figures)},
          {"fits", "Fits", fits_html(summary.result.fits)},
          {"tables", "Tables", tables_html(run_folder, summary.result.tables)},
          {"files", "Files for other programs", files_html(summary.result.files)},
          {"study", "Study", study_html(text_of(run_folder / "study.toml"))},
          {"provenance", "Provenance", provenance.empty() ? "" : provenance_html(provenance)}};
}

std::string contents_html(const std::vector<Section>& parts) {
  std::string links;
  for (const Section& part : parts) {
    if (!part.content.empty()) links += "<a href=\"#" + part.id + "\">" + part.title + "</a>\n";
  }
  return links.empty() ? "" : "<nav class=\"contents\">\n" + links + "</nav>\n";
}

std::string sections_html(const std::vector<Section>& parts) {
  std::string result;
  for (const Section& part : parts) {
    if (part.content.empty()) continue;
    result +=
        "<section id=\"" + part.id + "\">\n<h2>" + part.title + "</h2>\n" + part.content + "</section>\n";
  }
  return result;
}

std::string page_title(const io::SummaryHead& head) { return head.title.empty() ? head.kind : head.title; }

std::string opening_html(const io::Summary& summary) {
  std::vector<std::string> warnings = summary.result.warnings;
  if (summary.head.status != "ok")
    warnings.insert(warnings.begin(), io::status_statement(summary.head.status));
  const std::string kind =
      summary.head.title.empty() ? "" : "<p class=\"kind\">" + escape(summary.head.kind) + "</p>\n";
  const std::string headline = summary.result.headline.empty()
                                   ? ""
                                   : "<p class=\"headline\">" + escape(summary.result.headline) + "</p>\n";
  return kind + "<h1>" + escape(page_title(summary.head)) + "</h1>\n" + headline +
         warnings_html(warnings.size() == 1 ? "Warning" : "Warnings", warnings);
}

// The policy keeps the promise that the file asks nothing from the network.
std::string head_html(const io::SummaryHead& head) {
  return "<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
         "'unsafe-inline'; "
         "script-src 'unsafe-inline'; img-src data:\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"generator\" content=\"nacre " +
         escape(head.version) +
         "\">\n"
         "<title>" +
         escape(page_title(head)) +
         "</title>\n"
         "<style>" +
         std::string(embedded::report_css) + "</style>\n";
}

bool has_particles(const std::vector<Figure>& figures) {
  return std::ranges::any_of(figures,
                             [](const Figure& f) { return std::holds_alternative<ParticleGallery>(f); });
}

// What turns particles is eight times the rest of the viewer, and stays out of reports that have none.
std::string scripts_html(const std::vector<Figure>& figures) {
  const auto script = [](std::string_view text) { return "<script>" + std::string(text) + "</script>\n"; };
  return "<script type=\"application/json\" id=\"nacre-data\">" + viewer_data(figures) + "</script>\n" +
         script(embedded::report_js) + (has_particles(figures) ? script(embedded::particles_js) : "");
}

}  // namespace

std::string render_report(const fs::path& run_folder) {
  const io::Summary summary = io::read_summary(run_folder / "summary.json");
  const std::vector<Figure> figures = io::read_figures(run_folder / "figures.json");
  const auto parts = sections(run_folder, summary, figures);
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n" + head_html(summary.head) +
         "</head>\n<body>\n<main>\n" + opening_html(summary) + contents_html(parts) + sections_html(parts) +
         "<footer>Made by nacre " + escape(summary.head.version) + ".</footer>\n</main>\n" +
         scripts_html(figures) + "</body>\n</html>\n";
}

void write_report(const fs::path& run_folder) {
  io::write_file_atomically(run_folder / "report.html", render_report(run_folder));
}

}  // namespace nacre::report
