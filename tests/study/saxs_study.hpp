// Scattering studies for the tests.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/scattering/model.hpp"
#include "nacre/study/saxs_output.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

struct MadeSaxsFrame {
  double radius_nm = 2.2, sigma_nm = 0.15, concentration_uM = 25;
};

// Columns q, I, dI of spheres with 2 % noise; without errors on request.
inline std::string made_curve(const MadeSaxsFrame& frame, std::uint64_t seed, bool errors = true,
                              int points = 60) {
  const scattering::Model model(scattering::ModelChoice{});
  std::vector<double> q, intensity(static_cast<std::size_t>(points));
  for (int i = 0; i < points; ++i) q.push_back(0.15 * std::pow(25, i / (points - 1.0)));
  model.intensity(q, std::vector{frame.radius_nm, 40.0, frame.sigma_nm, frame.concentration_uM, 0.01},
                  intensity);
  RandomStream stream(seed, StreamName::synthetic_data);
  std::string text = errors ? "q (1/nm),I (1/cm),dI (1/cm)\n" : "q (1/nm),I (1/cm)\n";
  for (std::size_t i = 0; i < q.size(); ++i) {
    const double sigma = 0.02 * intensity[i];
    text += format_number(q[i]) + "," + format_number(intensity[i] + sigma * stream.normal()) +
            (errors ? "," + format_number(sigma) : "") + "\n";
  }
  return text;
}

inline const std::string saxs_model_text = "[model]\ncontrast = \"40e10 1/cm2\"\n";

inline Study saxs_study(const TempFolder& folder, const std::string& data = "file = \"curve.csv\"",
                        const std::string& more = saxs_model_text) {
  return read_study(folder.write("study.toml", "kind = \"saxs\"\n[data]\n" + data + "\n" + more));
}

// frame-1.csv, ... in series/: a build-up, c_end (1 - exp(-t / 20 s)) with a frame each 5 s.
inline void write_series(const TempFolder& folder, int frames) {
  std::filesystem::create_directories(folder.path() / "series");
  for (int i = 0; i < frames; ++i) {
    const double t = 5.0 * (i + 1), built = 1 - std::exp(-t / 20);
    folder.write("series/frame-" + std::to_string(i + 1) + ".csv",
                 made_curve({1.5 + 0.7 * built, 0.15, 25 * built}, 50 + static_cast<std::uint64_t>(i)));
  }
}

inline const std::string series_text = "[series]\nframe_time = \"5 s\"\nstart = \"5 s\"\n";

// The analysis refers to its study.
struct AnalysedSaxs {
  explicit AnalysedSaxs(int frames, const std::string& data = {}, const std::string& more = {})
      : study(prepare(frames, data, more)) {}
  AnalysedSaxs(const AnalysedSaxs&) = delete;
  AnalysedSaxs& operator=(const AnalysedSaxs&) = delete;

  Study prepare(int frames, const std::string& data, const std::string& more) const {
    if (frames > 1) write_series(folder, frames);
    folder.write("curve.csv", made_curve({}, 3));
    return saxs_study(folder, (frames > 1 ? "file = \"series\"\n" : "file = \"curve.csv\"\n") + data,
                      saxs_model_text + (frames > 1 ? series_text : "") + more);
  }

  const TempFolder folder;
  const Study study;
  const RunControl control{};
  io::Checkpoint checkpoint{folder.path() / "checkpoint.h5", "test", false};
  Workspace workspace{control, checkpoint};
  std::vector<SaxsAnalysis> list = analyse();

  std::vector<SaxsAnalysis> analyse() {
    std::vector<SaxsAnalysis> all;
    for (std::size_t i = 0; i < study.cases.size(); ++i)
      all.push_back(analyse_saxs(study.cases[i], i, study.seed, workspace));
    return all;
  }
  const SaxsAnalysis* operator->() const { return &list.front(); }
};

}  // namespace nacre::study
