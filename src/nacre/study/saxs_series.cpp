#include "nacre/study/saxs_series.hpp"

#include <algorithm>

#include "nacre/core/parallel.hpp"
#include "nacre/io/hdf5.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t chunk = 250;   // frames between two checkpoints
constexpr std::size_t at_once = 10;  // frames that one thread reads together
constexpr double most_in_memory =
    2.5e6;  // points of a series that a global fit keeps rather than reads again

class Runner {
 public:
  Runner(const SaxsData& data, const SaxsModel& saxs, const DerivedQuantities& derived,
         std::size_t case_number, Workspace& workspace)
      : data_(data),
        saxs_(saxs),
        derived_(derived),
        case_(case_number),
        workspace_(workspace),
        records_(data.count) {}

  void run(const std::string& mode) {
    Stage stage(workspace_.control, "fitting frames", static_cast<double>(data_.count), "frames");
    const bool backward = mode == "sequential-backward";
    const bool sequential = backward || mode == "sequential";
    const std::size_t chunks = (data_.count + chunk - 1) / chunk;
    std::vector<double> neighbour;
    for (std::size_t i = 0; i < chunks; ++i) {
      const std::size_t first = (backward ? chunks - 1 - i : i) * chunk;
      const std::size_t n = std::min(chunk, data_.count - first);
      const std::string key = "case " + std::to_string(case_) + " frames from " + std::to_string(first);
      std::vector<FrameRecord> piece;
      if (const auto kept = workspace_.checkpoint.find(key)) {
        piece = unpack(*kept);
      } else {
        piece = sequential ? fit_in_turn(first, n, backward, neighbour) : fit_alone(first, n);
        if (data_.is_series()) workspace_.checkpoint.store(key, pack(piece));
      }
      if (sequential) remember(piece, backward, neighbour);
      std::ranges::move(piece, records_.begin() + static_cast<std::ptrdiff_t>(first));
      stage.advance(static_cast<double>(n));
    }
  }

  // Starts from the records of fits one by one; frames that cannot be used stay out.
  scattering::GlobalFit run_global() {
    std::vector<std::vector<double>> starts;
    for (const FrameRecord& record : records_) starts.push_back(record.values);
    std::vector<scattering::Pattern> kept;
    if (points() <= most_in_memory) kept = read_all();
    const scattering::PatternReader read = [&](std::size_t i) {
      return kept.empty() ? data_.read(i, 1).front().pattern : kept[i];
    };
    scattering::GlobalFit fitted =
        scattering::fit_global(saxs_.settings, saxs_.shared, starts, read, workspace_.control);
    parallel_for(records_.size(), workspace_.control, [&](std::size_t i) {
      if (!records_[i].has_values()) return;
      const fit::Result& result = fitted.frames[i];
      const auto residuals = scattering::residuals_of(*saxs_.model, read(i), result.values);
      records_[i] = record_of({.name = records_[i].name, .at = records_[i].at}, result,
                              scattering::runs_z_score(residuals), derived_);
    });
    fitted.frames.clear();
    return fitted;
  }

  std::optional<scattering::FrameFit> take_single() { return std::move(single_); }
  std::vector<FrameRecord> take() { return std::move(records_); }

 private:
  // Of frames first ... first + n - 1, read in parallel.
  void for_frames(std::size_t first, std::size_t n,
                  const std::function<void(std::size_t, SaxsFrame&)>& use) const {
    parallel_for((n + at_once - 1) / at_once, workspace_.control, [&](std::size_t block) {
      const std::size_t begin = block * at_once, count = std::min(at_once, n - begin);
      std::vector<SaxsFrame> frames = data_.read(first + begin, count);
      for (std::size_t i = 0; i < count; ++i) use(begin + i, frames[i]);
    });
  }

  FrameRecord fit_one(const SaxsFrame& frame, std::span<const double> neighbour) {
    if (!frame.defect.empty()) return unusable_record(frame);
    scattering::FrameFit fitted = scattering::fit_frame(saxs_.settings, frame.pattern, neighbour);
    FrameRecord record = record_of(frame, fitted, derived_);
    if (records_.size() == 1) single_ = std::move(fitted);
    return record;
  }

  std::vector<FrameRecord> fit_alone(std::size_t first, std::size_t n) {
    std::vector<FrameRecord> piece(n);
    for_frames(first, n, [&](std::size_t i, const SaxsFrame& frame) { piece[i] = fit_one(frame, {}); });
    return piece;
  }

  std::vector<FrameRecord> fit_in_turn(std::size_t first, std::size_t n, bool backward,
                                       std::vector<double> neighbour) {
    std::vector<SaxsFrame> frames(n);
    for_frames(first, n, [&](std::size_t i, SaxsFrame& frame) { frames[i] = std::move(frame); });
    std::vector<FrameRecord> piece(n);
    for (std::size_t k = 0; k < n; ++k) {
      workspace_.control.throw_if_stopped();
      const std::size_t i = backward ? n - 1 - k : k;
      piece[i] = fit_one(frames[i], neighbour);
      if (piece[i].status == FrameStatus::ok) neighbour = piece[i].values;
    }
    return piece;
  }

  // The last good frame of a chunk, in the direction of the fit.
  static void remember(const std::vector<FrameRecord>& piece, bool backward, std::vector<double>& neighbour) {
    for (std::size_t k = 0; k < piece.size(); ++k) {
      const FrameRecord& record = piece[backward ? k : piece.size() - 1 - k];
      if (record.status != FrameStatus::ok) continue;
      neighbour = record.values;
      return;
    }
  }

  double points() const {
    double sum = 0;
    for (const FrameRecord& record : records_) sum += record.n_points;
    return sum;
  }

  std::vector<scattering::Pattern> read_all() const {
    std::vector<scattering::Pattern> all(data_.count);
    for_frames(0, data_.count, [&](std::size_t i, SaxsFrame& frame) { all[i] = std::move(frame.pattern); });
    return all;
  }

  const SaxsData& data_;
  const SaxsModel& saxs_;
  const DerivedQuantities& derived_;
  std::size_t case_;
  Workspace& workspace_;
  std::vector<FrameRecord> records_;
  std::optional<scattering::FrameFit> single_;
};

}  // namespace

SaxsSeries fit_saxs_series(const Case& one, const SaxsData& data, const SaxsModel& saxs,
                           const DerivedQuantities& derived, std::size_t case_number, Workspace& workspace) {
  Runner runner(data, saxs, derived, case_number, workspace);
  const std::string& mode = one.text("series.mode");
  runner.run(mode);
  SaxsSeries series;
  if (mode == "global") series.global = runner.run_global();
  series.single = runner.take_single();
  series.records = runner.take();
  return series;
}

}  // namespace nacre::study
