#include "nacre/study/provenance.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "nacre/fit/fit.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/version.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

const char* const study_text = "kind = \"ligand-mixing\"\nseed = 7\n[data]\nfile = \"d.csv\"\n";
const char* const data_text = "x_a,dH_kJ_mol,dG_kJ_mol\n0,-24,-7\n0.5,-20,-8\n1,-20,-9\n";
// By sha256sum of GNU coreutils.
const char* const study_digest = "90cf6f2afdf6ed20509c44e5be016c971965db5b38ef1398cd177103d4b2805a";
const char* const data_digest = "6e647a7463d0394f585eccdb9dbb5b0985ffb8d0958143edabcc7e8e03c9a5a8";

TEST(Provenance, HoldsWhatMakesTheRunAgain) {
  const TempFolder folder;
  const auto data = folder.write("d.csv", data_text);
  const Study study = read_study(folder.write("study.toml", study_text), {"model.size=[5, 5]"});
  const auto json = nlohmann::json::parse(
      provenance_json(study, hash_inputs(study), {"nacre", "run", "a \"b\".toml"}, 3, 1.25));
  EXPECT_EQ(json["nacre"], version);
  EXPECT_EQ(json["kind"], "ligand-mixing");
  EXPECT_EQ(json["command"], (std::vector<std::string>{"nacre", "run", "a \"b\".toml"}));
  EXPECT_EQ(json["study"]["path"], study.path.string());
  EXPECT_EQ(json["study"]["sha256"], study_digest);
  EXPECT_EQ(json["study"]["set"], std::vector<std::string>{"model.size=[5, 5]"});
  ASSERT_EQ(json["inputs"].size(), 1u);
  EXPECT_EQ(json["inputs"][0]["path"], data.string());
  EXPECT_EQ(json["inputs"][0]["sha256"], data_digest);
  EXPECT_EQ(json["seed"], 7);
  EXPECT_EQ(json["threads"], 3);
  EXPECT_EQ(json["wall_seconds"], 1.25);
}

TEST(Provenance, NamesTheMachineAndTheVersions) {
  const TempFolder folder;
  const Study study = read_study(folder.write("s.toml", "kind = \"ligand-shell\"\n[shell]\nchi_G = 0\n"));
  const auto json = nlohmann::json::parse(provenance_json(study, hash_inputs(study), {}, 1, 0));
  EXPECT_TRUE(json["inputs"].empty());
  EXPECT_FALSE(json["cpu"].get<std::string>().empty());
  EXPECT_EQ(json["compiler"], "g++ " __VERSION__);
  EXPECT_EQ(json["libraries"]["ceres"], fit::library_version());
  EXPECT_EQ(json["libraries"]["hdf5"], io::hdf5_version());
  std::tm parts{};
  const std::string finished = json["finished"];
  EXPECT_EQ(strptime(finished.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts), finished.c_str() + finished.size());
  EXPECT_NEAR(std::difftime(timegm(&parts), std::time(nullptr)), 0, 60) << "in UTC";
}

// The data may change while a long run lasts: what counts is what it read.
TEST(Provenance, HashesAreThoseOfTheStart) {
  const TempFolder folder;
  folder.write("d.csv", data_text);
  const Study study = read_study(folder.write("study.toml", study_text));
  const InputHashes hashes = hash_inputs(study);
  folder.write("d.csv", "edited");
  const auto json = nlohmann::json::parse(provenance_json(study, hashes, {}, 1, 0));
  EXPECT_EQ(json["inputs"][0]["sha256"], data_digest);
}

// A file name may hold any bytes; the run is done by then and must not be lost.
TEST(Provenance, SurvivesNamesThatAreNotUtf8) {
  const TempFolder folder;
  const Study study = read_study(folder.write("s.toml", "kind = \"ligand-shell\"\n[shell]\nchi_G = 0\n"));
  std::string json;
  EXPECT_NO_THROW(json = provenance_json(study, {},
                                         {"nacre", "run",
                                          "gr\xf6\xdf"
                                          "e.toml"},
                                         1, 0));
  EXPECT_TRUE(nlohmann::json::accept(json));
}

}  // namespace
}  // namespace nacre::study
