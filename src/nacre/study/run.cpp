#include "nacre/study/run.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>

#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/io/json_results.hpp"
#include "nacre/study/provenance.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run_folder.hpp"
#include "nacre/version.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;

// Collects what the run says, for log.txt, and passes it on.
class Log {
 public:
  RunControl tap(const RunControl& outer) {
    RunControl inner = outer;
    inner.message = [this, &outer](MessageLevel level, std::string_view text) {
      {
        const std::lock_guard lock(mutex_);
        text_ += (level == MessageLevel::warning ? "warning: " : "") + std::string(text) + "\n";
      }
      if (outer.message) outer.message(level, text);
    };
    return inner;
  }
  void add(std::string_view line) {
    const std::lock_guard lock(mutex_);
    text_ += std::string(line) + "\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::mutex mutex_;
  std::string text_;
};

// One row per case with every quantity and its uncertainty, unless the kind made its own scan table.
void add_scan_table(const Study& study, StudyResult& result) {
  if (study.cases.size() < 2) return;
  for (const Table& table : result.tables)
    if (table.name == "scan") return;
  Table scan{.name = "scan", .title = "One row per case", .notes = {}, .columns = {}, .rows = {}};
  for (const auto& [name, value] : study.cases.front().label) scan.columns.push_back({name, "scanned key"});
  std::vector<std::string> names;
  for (const Quantity& quantity : result.quantities) {
    if (std::ranges::find(names, quantity.name) != names.end()) continue;
    names.push_back(quantity.name);
    scan.columns.push_back(
        {quantity.name, quantity.description + (quantity.unit.empty() ? "" : " / " + quantity.unit)});
    scan.columns.push_back({quantity.name + "_err", "its standard uncertainty"});
  }
  for (const Case& one : study.cases) {
    std::vector<Cell> row;
    for (const auto& [name, value] : one.label)
      row.push_back(std::visit([](const auto& v) { return Cell(v); }, value));
    for (const std::string& name : names) {
      const auto found = std::ranges::find_if(result.quantities, [&](const Quantity& quantity) {
        return quantity.name == name && quantity.case_label == one.label;
      });
      const bool there = found != result.quantities.end();
      row.push_back(there ? Cell(found->value) : Cell());
      row.push_back(there && std::isfinite(found->uncertainty) ? Cell(found->uncertainty) : Cell());
    }
    scan.rows.push_back(std::move(row));
  }
  result.tables.insert(result.tables.begin(), std::move(scan));
}

void write_results(const Study& study, const fs::path& folder, const StudyResult& result) {
  fs::create_directories(folder / "tables");
  for (const Table& table : result.tables)
    io::write_file_atomically(folder / "tables" / (table.name + ".csv"), io::to_csv(table));
  if (!result.files.empty()) fs::create_directories(folder / "files");
  for (const ResultFile& file : result.files)
    io::write_file_atomically(folder / "files" / file.name, file.content);
  io::write_hdf5(
      folder / "results.h5", result.arrays,
      {{"nacre", version}, {"kind", std::string(study.kind->name)}, {"seed", std::to_string(study.seed)}});
  io::write_file_atomically(folder / "figures.json", io::figures_json(result.figures));
}

// What must be equal for a run to be continued.
std::string fingerprint(const Study& study, const InputHashes& inputs) {
  std::string text = std::string(version) + "\n" + study.resolved;
  for (const auto& [path, sha256] : inputs) text += sha256 + "\n";
  return io::sha256_of_text(text);
}

StudyResult run_kind(const Study& study, io::Checkpoint& checkpoint, const fs::path& folder,
                     const RunControl& control) {
  if (checkpoint.size() > 0)
    control.say("resuming: " + std::to_string(checkpoint.size()) + " finished pieces found");
  Workspace workspace{control, checkpoint, folder};
  StudyResult result = study.kind->run(study, workspace);
  add_scan_table(study, result);
  return result;
}

// Everything but the run itself; summary.json comes last, it says that the numbers are whole.
void write_run(const Study& study, const fs::path& folder, const StudyResult& result, Log& log,
               const std::string& provenance) {
  write_results(study, folder, result);
  for (const std::string& warning : result.warnings) log.add("warning: " + warning);
  log.add(result.headline);
  io::write_file_atomically(folder / "log.txt", log.text());
  io::write_file_atomically(folder / "provenance.json", provenance);
  const std::string status = !result.converged ? "not_converged" : result.partial ? "partial" : "ok";
  io::write_file_atomically(
      folder / "summary.json",
      io::summary_json({version, std::string(study.kind->name), study.title, status}, result));
  fs::remove(folder / "checkpoint.h5");
}

}  // namespace

StudyResult run_study(const Study& study, const RunOptions& options, const RunControl& control) {
  const auto start = std::chrono::steady_clock::now();
  check_study(study);
  const InputHashes inputs = hash_inputs(study);
  const std::string work = fingerprint(study, inputs);
  RunFolder folder(options, work);
  Log log;
  const RunControl tapped = log.tap(control);
  try {
    io::Checkpoint checkpoint(folder.path() / "checkpoint.h5", work, options.resume);
    io::write_file_atomically(folder.path() / "study.toml", study.resolved);
    const StudyResult result = run_kind(study, checkpoint, folder.path(), tapped);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    write_run(study, folder.path(), result, log,
              provenance_json(study, inputs, options.command, control.threads, wall.count()));
    folder.finish();
    return result;
  } catch (const Interrupted&) {
    folder.keep_for_resume();
    throw;
  }
}

std::vector<std::string> check_study(const Study& study) {
  return study.kind->check == nullptr ? std::vector<std::string>{} : study.kind->check(study);
}

}  // namespace nacre::study
