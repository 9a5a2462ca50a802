// The tables of docs/scattering-models.md are the cards. NACRE_ACCEPT=1 writes them anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "nacre/scattering/form_factor.hpp"
#include "nacre/scattering/model.hpp"
#include "nacre/scattering/size_distribution.hpp"
#include "nacre/scattering/structure_factor.hpp"

namespace nacre::scattering {
namespace {

constexpr const char* page = NACRE_SOURCE_DIR "/docs/scattering-models.md";

std::string number(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

std::string rows(std::string_view of, std::span<const ParameterCard> cards) {
  std::string text;
  for (const ParameterCard& card : cards)
    text += "| " + std::string(of) + " | `" + std::string(card.name) + "` | " + std::string(card.unit) +
            " | " + number(card.default_value) + " | " + number(card.lower) + " to " + number(card.upper) +
            " | " + std::string(card.description) + " |\n";
  return text;
}

std::string code(std::string_view name) { return "`" + std::string(name) + "`"; }

std::string forms() {
  std::string text = "| form | what | source |\n|---|---|---|\n";
  for (const FormFactor* form : form_factors())
    text += "| " + code(form->name) + " | " + std::string(form->title) + " | " + std::string(form->source) +
            " |\n";
  text += "\n| form | parameter | unit | default | range | |\n|---|---|---|---|---|---|\n";
  for (const FormFactor* form : form_factors()) text += rows(code(form->name), form->parameters);
  return text;
}

std::string distributions() {
  std::string text =
      "| distribution | what | share p of size r; mean m, standard deviation s | source "
      "|\n|---|---|---|---|\n";
  for (const SizeDistribution& one : size_distributions())
    text += "| " + code(one.name) + " | " + std::string(one.title) + " | " + std::string(one.equation) +
            " | " + std::string(one.source) + " |\n";
  return text;
}

std::string structures() {
  std::string text = "| structure | what | source |\n|---|---|---|\n";
  for (const StructureFactor& one : structure_factors())
    text += "| " + code(one.name) + " | " + std::string(one.title) + " | " + std::string(one.source) + " |\n";
  text += "\n| structure | parameter | unit | default | range | |\n|---|---|---|---|---|---|\n";
  for (const StructureFactor& one : structure_factors()) text += rows(code(one.name), one.parameters);
  return text;
}

// The text between <!-- name --> and <!-- end -->, replaced.
std::string with_table(const std::string& text, const std::string& name, const std::string& table) {
  const std::string mark = "<!-- " + name + " -->\n";
  const std::size_t begin = text.find(mark), end = text.find("<!-- end -->", begin);
  if (begin == std::string::npos || end == std::string::npos) return text + "\nno place for " + name;
  return text.substr(0, begin + mark.size()) + table + text.substr(end);
}

TEST(Cards, TheDocsAreTheCards) {
  std::ifstream file(page);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  std::string wanted = with_table(text, "forms", forms());
  wanted = with_table(wanted, "distributions", distributions());
  wanted = with_table(wanted, "structures", structures());
  if (std::getenv("NACRE_ACCEPT")) std::ofstream(page) << wanted;
  EXPECT_EQ(text, wanted) << "run this test with NACRE_ACCEPT=1 and read what changed";
}

TEST(Cards, ValuesAreWithinTheirBounds) {
  for (const FormFactor* form : form_factors())
    for (const StructureFactor& structure : structure_factors()) {
      const Model model(
          {.form = std::string(form->name), .structure = std::string(structure.name), .populations = 2});
      std::set<std::string_view> names;
      for (const ParameterCard& card : model.parameters()) {
        EXPECT_TRUE(names.insert(card.name).second) << card.name << " of " << form->name << " stands twice";
        EXPECT_LE(card.lower, card.default_value) << card.name;
        EXPECT_GE(card.upper, card.default_value) << card.name;
        EXPECT_FALSE(card.description.empty());
      }
    }
}

}  // namespace
}  // namespace nacre::scattering
