#include <gtest/gtest.h>

#include "nacre/study/build_output.hpp"
#include "nacre/study/build_rule.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

constexpr const char* crystal_text = "[crystal]\nelements = \"Cd, S\"\na = \"5.82 A\"\n";

std::vector<BuiltCase> built(const std::string& text) {
  const TempFolder folder;
  static std::vector<Study> studies;  // cases are referred to
  studies.push_back(read_study(folder.write("study.toml", "kind = \"build\"\n" + text)));
  std::vector<BuiltCase> list;
  for (const Case& one : studies.back().cases) {
    const BuildPlan plan = read_build_plan(one, 1, list.size());
    list.push_back(count_built(plan, build_planned(plan), "c" + std::to_string(list.size() + 1)));
  }
  return list;
}

std::string refusal(const std::string& text) {
  try {
    built(text);
  } catch (const Error& error) {
    return error.parts().message + " | " + error.parts().found;
  }
  return "built";
}

TEST(Build, EveryShapeOfTheKeysIsBuilt) {
  const std::pair<const char*, const char*> shapes[] = {
      {"sphere", "diameter = 20\n"},
      {"ellipsoid", "diameters = [15, 15, 30]\naxis = [1, 1, 1]\n"},
      {"cube", "edge = \"2 nm\"\n"},
      {"tetrahedron", "edge_atoms = 5\n"},
      {"truncated-tetrahedron", "diameter = 20\nfacet_ratio = 1.5\n"},
      {"octahedron", "edge = 25\n"},
      {"truncated-octahedron", "diameter = 20\n"},
      {"platelet", "thickness = 10\nwidth = 30\n"},
      {"rod", "diameter = 15\nlength = 40\n"},
      {"facets", "diameter = 20\nfacets = \"1 1 1 1, -1 -1 -1 1.2, 1 0 0 1.1\"\n"}};
  for (const auto& [shape, size] : shapes) {
    const auto list = built(std::string(crystal_text) + "[cluster]\nshape = \"" + shape + "\"\n" + size);
    EXPECT_GT(list[0].atoms(), 40u) << shape;
    EXPECT_NEAR(list[0].mass_g_mol(),
                112.41 * static_cast<double>(list[0].cluster.atoms.count(0)) +
                    32.06 * static_cast<double>(list[0].cluster.atoms.count(1)),
                1e-2 * static_cast<double>(list[0].atoms()))
        << shape;
  }
}

TEST(Build, PromisesWhatItReturns) {
  const TempFolder folder;
  const Study study = read_study(folder.write(
      "study.toml", std::string("kind = \"build\"\n") + crystal_text + "stacking = \"ABCB\"\n" +
                        "[cluster]\ndiameter = [18, 20, 22]\n[shell]\nthickness = 5\nelements = \"Zn, S\"\n" +
                        "[displacement]\nrms = 0.1\n"));
  const StudyResult result = run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
  std::string promised;
  for (const Output& output : find_kind("build")->quantities) promised += std::string(output.name) + ", ";
  for (const Quantity& quantity : result.quantities)
    EXPECT_TRUE(quantity.name.starts_with("atoms_") || promised.find(quantity.name) != std::string::npos)
        << quantity.name;
  EXPECT_EQ(result.tables[0].rows.size(), 3u);
  EXPECT_EQ(result.files.size(), 6u);
  EXPECT_EQ(result.figures.size(), 2u) << "pictures, and composition against size";
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "run/files/cluster-3.cif"));
  EXPECT_NE(result.headline.find("Built 3 clusters: Cd"), std::string::npos) << result.headline;
}

TEST(Build, RolesAndRepeatableDisplacements) {
  const std::string text = std::string(crystal_text) +
                           "[cluster]\ndiameter = 18\nremove_dangling = \"anions\"\n" +
                           "[displacement]\nrms = [\"0.1 A\", 0]\n";
  const auto first = built(text);
  EXPECT_EQ(first[0].cluster.atoms.positions_nm, built(text)[0].cluster.atoms.positions_nm);
  for (std::size_t i = 0; i < first[0].atoms(); ++i)
    EXPECT_TRUE(first[0].cluster.atoms.kind[i] == 0 || first[0].bonds.degree(i) >= 2);
  EXPECT_EQ(first[0].cations() + first[0].anions(), static_cast<double>(first[0].atoms()));
}

TEST(Build, RefusesWhatDoesNotGoTogether) {
  const std::string crystal = crystal_text;
  const std::pair<std::string, const char*> cases[] = {
      {"[cluster]\ndiameter = 20\n", "[crystal] elements is missing"},
      {"[crystal]\nelements = \"Cd, Xx\"\na = 6\n[cluster]\ndiameter = 20\n",
       "no element of this symbol | Xx"},
      {"[crystal]\nelements = \"Cd\"\na = 6\n[cluster]\ndiameter = 20\n", "another number of elements"},
      {crystal + "[cluster]\nshape = \"rod\"\ndiameter = 20\n", "needs a length"},
      {crystal + "[cluster]\nshape = \"facets\"\ndiameter = 20\nfacets = \"1 1 x\"\n", "cannot be read"},
      {crystal + "[cluster]\ndiameter = 900\n", "the cluster is too large"},
      {crystal + "[cluster]\ndiameter = 20\n[shell]\nthickness = 5\n", "the shell is incomplete"},
      {crystal + "stacking = \"AAB\"\n[cluster]\ndiameter = 20\n", "cannot lie on an equal one"},
      {crystal + "[cluster]\ndiameter = 20\naxis = [1, 0]\n", "this takes three numbers | 2"},
      {crystal + "[cluster]\ndiameter = 20\n[displacement]\nrms = [0.1, 0.1, 0.1]\n",
       "one for each element | 3"}};
  for (const auto& [text, part] : cases) {
    const std::string found = refusal(text);
    EXPECT_NE(found.find(part), std::string::npos) << text << found;
  }
}

}  // namespace
}  // namespace nacre::study
