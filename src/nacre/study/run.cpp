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
#include "nacre/version.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;

Error folder_error(const fs::path& folder, std::string message, std::string found, std::string hint) {
  return Error({.code = ExitCode::usage,
                .place = {folder.string(), 0, 0, {}, 1},
                .message = std::move(message),
                .found = std::move(found),
                .expected = {},
                .hint = std::move(hint)});
}

// The run folder while the run lasts. What --force replaces waits beside it under another name and comes back
// if the run fails; after a kill it is still there.
class ClaimedFolder {
 public:
  explicit ClaimedFolder(const RunOptions& options) : folder_(options.folder) {
    previous_ = folder_;
    previous_ += ".previous";
    try {
      claim(options);
    } catch (const fs::filesystem_error& failure) {
      throw folder_error(folder_, "the run folder cannot be written", failure.code().message(), {});
    }
  }

  ~ClaimedFolder() {
    std::error_code ignored;
    if (outcome_ == Outcome::finished) fs::remove_all(previous_, ignored);
    if (outcome_ != Outcome::failed) return;
    fs::remove_all(folder_, ignored);  // was empty or absent, or waits as `previous_`
    if (replaces_) fs::rename(previous_, folder_, ignored);
  }

  void finish() { outcome_ = Outcome::finished; }
  void keep_for_resume() { outcome_ = Outcome::interrupted; }

 private:
  void claim(const RunOptions& options) {
    if (fs::exists(folder_) && !fs::is_directory(folder_))
      throw folder_error(folder_, "the run folder cannot be made", "a file of that name",
                         "choose another --out");
    const bool occupied = fs::exists(folder_) && !fs::is_empty(folder_);
    if (occupied && options.resume) return claim_for_resume();
    if (occupied && !options.force)
      throw folder_error(
          folder_, "the run folder is not empty", std::to_string(entries()) + " entries",
          "--resume continues an unfinished run, --force replaces it, --out names another folder");
    if (occupied) set_aside();
    fs::create_directories(folder_);
  }

  void claim_for_resume() {
    if (fs::exists(folder_ / "summary.json"))
      throw folder_error(folder_, "there is nothing to resume: the run is finished", "summary.json",
                         "--force runs it again");
    if (!fs::exists(folder_ / "study.toml"))
      throw folder_error(folder_, "this is not a run folder", "no study.toml", "choose another --out");
    replaces_ = fs::exists(previous_ / "summary.json");
    outcome_ = Outcome::interrupted;  // whatever happens, what was finished before stays
  }

  // Only a run folder is ever replaced; a mistyped --out must not cost a home directory.
  void set_aside() {
    if (!fs::exists(folder_ / "study.toml") && !fs::exists(folder_ / "summary.json"))
      throw folder_error(folder_, "--force replaces run folders only", "a folder without study.toml",
                         "choose another --out");
    if (fs::exists(previous_ / "summary.json")) {
      fs::remove_all(folder_);  // the rest of a run that was killed; the whole one already waits
    } else {
      fs::remove_all(previous_);
      fs::rename(folder_, previous_);
    }
    replaces_ = true;
  }

  std::size_t entries() const {
    std::size_t n = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder_)) ++n;
    return n;
  }

  enum class Outcome { failed, interrupted, finished };

  fs::path folder_;
  fs::path previous_;
  bool replaces_ = false;
  Outcome outcome_ = Outcome::failed;
};

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
  io::write_hdf5(
      folder / "results.h5", result.arrays,
      {{"nacre", version}, {"kind", std::string(study.kind->name)}, {"seed", std::to_string(study.seed)}});
  io::write_file_atomically(folder / "figures.json", io::figures_json(result.figures));
}

// What must be equal for a checkpoint to be continued.
std::string fingerprint(const Study& study) {
  std::string text = std::string(version) + "\n" + study.resolved;
  for (const auto& input : study.inputs) text += io::sha256_of_file(input) + "\n";
  return io::sha256_of_text(text);
}

StudyResult run_kind(const Study& study, const RunOptions& options, const RunControl& control) {
  io::Checkpoint checkpoint(options.folder / "checkpoint.h5", fingerprint(study), options.resume);
  if (options.resume && checkpoint.size() > 0)
    control.say("resuming: " + std::to_string(checkpoint.size()) + " finished pieces found");
  Workspace workspace{control, checkpoint};
  StudyResult result = study.kind->run(study, workspace);
  add_scan_table(study, result);
  return result;
}

// Everything but the run itself; summary.json comes last, it says that the run is whole.
void write_run(const Study& study, const RunOptions& options, const StudyResult& result, Log& log,
               int threads, double wall_seconds) {
  write_results(study, options.folder, result);
  for (const std::string& warning : result.warnings) log.add("warning: " + warning);
  log.add(result.headline);
  io::write_file_atomically(options.folder / "log.txt", log.text());
  io::write_file_atomically(options.folder / "provenance.json",
                            provenance_json(study, options.command, threads, wall_seconds));
  const std::string status = result.converged ? "ok" : "not_converged";
  io::write_file_atomically(
      options.folder / "summary.json",
      io::summary_json({version, std::string(study.kind->name), study.title, status}, result));
  fs::remove(options.folder / "checkpoint.h5");
}

}  // namespace

StudyResult run_study(const Study& study, const RunOptions& options, const RunControl& control) {
  const auto start = std::chrono::steady_clock::now();
  check_study(study);
  ClaimedFolder claimed(options);
  Log log;
  const RunControl tapped = log.tap(control);
  try {
    io::write_file_atomically(options.folder / "study.toml", study.resolved);
    const StudyResult result = run_kind(study, options, tapped);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    write_run(study, options, result, log, control.threads, wall.count());
    claimed.finish();
    return result;
  } catch (const Interrupted&) {
    claimed.keep_for_resume();
    throw;
  }
}

void check_study(const Study& study) {
  if (study.kind->check != nullptr) study.kind->check(study);
}

}  // namespace nacre::study
