#include "seeds.hpp"

#include <stdexcept>

#include "nacre/io/files.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/io/json_results.hpp"

namespace nacre::fuzz {
namespace {

namespace fs = std::filesystem;

std::string shipped(const char* name) {
  return io::read_file(fs::path(NACRE_SOURCE_DIR) / "studies/ligand-patterning" / name);
}

std::string calorimetry(const char* name) {
  return io::read_file(fs::path(NACRE_SOURCE_DIR) / "tests/data/calorimetry" / name);
}

StudyResult result() {
  StudyResult result;
  result.headline = "One sentence.";
  result.quantities.push_back({.name = "chi_G",
                               .value = 3.4,
                               .uncertainty = 0.2,
                               .interval = std::array<double, 2>{3.2, 3.6},
                               .unit = "RT",
                               .case_label = {{"file", std::string("a")}, {"x", 0.5}}});
  result.fits.push_back({.name = "a",
                         .model = "b",
                         .parameters = {{.name = "p", .value = 1}},
                         .free_names = {"p"},
                         .correlations = {1},
                         .chi2 = 2});
  result.figures.emplace_back(Plot{.id = "p", .curves = {{.x = {0, 1}, .y = {1, 2}, .y_error = {0.1, 0.2}}}});
  result.figures.emplace_back(CorrelationMap{.id = "m", .names = {"p", "q"}, .values = {1, 0.5, 0.5, 1}});
  result.figures.emplace_back(
      Gallery{.id = "g", .pictures = {{.lattice = "square", .nx = 2, .ny = 2, .is_a = {0, 1, 1, 0}}}});
  result.figures.emplace_back(FrameMap{.id = "f",
                                       .map_x = {1, 2},
                                       .map_at = {0},
                                       .map_values = {3, 4},
                                       .frames = {{0, {{.x = {1, 2}, .y = {3, 4}}}}},
                                       .residuals = {{0, {{.x = {1, 2}, .y = {0, 1}}}}},
                                       .notes = {"n"}});
  return result;
}

std::string hdf5_file(const fs::path& folder) {
  const fs::path path = folder / "seed.h5";
  io::write_hdf5(path,
                 {{.name = "a/b", .unit = "K", .description = "d", .shape = {2, 2}, .values = {1, 2, 3, 4}}},
                 {{"kind", "test"}});
  return io::read_file(path);
}

std::string checkpoint_file(const fs::path& folder) {
  const fs::path path = folder / "seed-checkpoint.h5";
  io::Checkpoint(path, "work", false).store("piece", {1, 2, 3});
  return io::read_file(path);
}

}  // namespace

std::vector<std::string> seeds_of(const std::string& reader, const fs::path& folder) {
  if (reader == "study")
    return {shipped("c6-c10.toml"), shipped("titration-tris.toml"), shipped("plan-titration.toml"),
            shipped("figure-2.toml")};
  if (reader == "csv") return {shipped("c6-c10.csv"), "a;b\n1;\"2 \"\"x\"\"\"\n", "x y\n 1 2\n"};
  if (reader == "hdf5") return {hdf5_file(folder)};
  if (reader == "checkpoint") return {checkpoint_file(folder)};
  if (reader == "summary") return {io::summary_json({"0.1.0", "kind", "title", "ok"}, result())};
  if (reader == "figures") return {io::figures_json(result().figures)};
  if (reader == "origin-dh") return {shipped("10C.DH"), shipped("tris-01.DH")};
  if (reader == "nitpic")
    return {calorimetry("_ca-edta_tris-01.xp/ca-edta_tris-01.nitpic"), "DH INJV\n-4 2\n-3 2\n"};
  if (reader == "sedphat") {
    io::write_file_atomically(folder / "case.nitpic", "DH INJV\n-4 2\n-3 2\n");  // the table beside the case
    return {calorimetry("ca-edta_tris-01.xp"), calorimetry("ca-edta_tris-01.sedphat")};
  }
  if (reader == "heats") return {shipped("titration-c6.csv")};
  if (reader == "thermogram")
    return {shipped("series-c6-c10-0.csv").substr(0, 3000), "time_s,power_uW\n0,1\n4,1.5\n8,2\n12,-3\n"};
  throw std::invalid_argument("there is no reader \"" + reader + "\"");
}

}  // namespace nacre::fuzz
