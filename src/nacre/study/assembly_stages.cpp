#include "nacre/study/assembly_stages.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <sstream>

namespace nacre::study {
namespace {

using Verb = AssemblyStage::Verb;

struct Sentence {
  std::string_view verb;
  Verb meaning;
  const char* form;
};

constexpr Sentence sentences[] = {
    {"hold", Verb::hold, "\"hold 1e5\""},
    {"compress", Verb::compress, "\"compress to 0.58 in 4e6\""},
    {"expand", Verb::expand, "\"expand to 0.50 in 1e5\""},
    {"evaporate", Verb::evaporate, "\"evaporate to 0.60 in 4e6\""},
    {"anneal", Verb::anneal, "\"anneal to 2.0 in 1e5\" (eps/kT)"},
    {"quench", Verb::quench, "\"quench to 3.0\" (eps/kT)"},
};
constexpr double most_steps = 1e12;

// Reads one stage word by word.
class StageReader {
 public:
  StageReader(const Value& value, std::size_t index)
      : value_(value), index_(index), words_(value.texts[index]) {}

  AssemblyStage read() {
    AssemblyStage stage;
    stage.text = value_.texts[index_];
    read_verb(stage);
    if (stage.verb == Verb::hold) {
      stage.steps = read_steps();
    } else {
      read_target(stage);
      if (stage.verb != Verb::quench) {
        expect("in");
        stage.steps = read_steps();
      }
    }
    if (const std::string rest = next(); !rest.empty()) refuse("has a word too many", rest, form_);
    return stage;
  }

 private:
  std::string next() {
    std::string word;
    words_ >> word;
    return word;
  }

  void read_verb(AssemblyStage& stage) {
    const std::string word = next();
    std::vector<std::string> known;
    for (const Sentence& one : sentences) {
      known.emplace_back(one.verb);
      if (one.verb != word) continue;
      stage.verb = one.meaning;
      form_ = one.form;
      return;
    }
    std::string forms;
    for (const Sentence& one : sentences) forms += std::string(forms.empty() ? "" : ", ") + one.form;
    refuse("does not begin with what to do", quoted(word), forms, did_you_mean(word, known));
  }

  void read_target(AssemblyStage& stage) {
    expect("to");
    std::string word = next();
    if (stage.changes_volume() && (word == "density" || word == "packing")) {
      stage.is_density = word == "density";
      word = next();
    } else if (!stage.changes_volume() && word == "eps/kT") {
      word = next();
    }
    stage.target = number(word, stage.changes_volume() ? "a packing fraction" : "a well depth in kT");
    if (stage.changes_volume() && !stage.is_density && stage.target >= 1)
      refuse("has a packing fraction that is not below 1", word, form_,
             "densities are written \"density 1.2\"");
  }

  void expect(const char* wanted) {
    const std::string word = next();
    if (word != wanted)
      refuse(std::string("has no \"") + wanted + "\" where one belongs", quoted(word), form_);
  }

  std::int64_t read_steps() {
    const std::string word = next();
    const double steps = number(word, "a number of steps");
    if (steps != std::floor(steps) || steps > most_steps)
      refuse("has no whole number of steps", word, "1 to 1e12 steps, such as 2e5");
    std::string unit;
    const auto here = words_.tellg();
    if (here != std::istringstream::pos_type(-1) && (words_ >> unit) && unit != "steps") words_.seekg(here);
    return static_cast<std::int64_t>(steps);
  }

  double number(const std::string& word, const char* what) {
    char* end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    if (word.empty() || *end != '\0' || !std::isfinite(value) || value <= 0)
      refuse(std::string("lacks ") + what, quoted(word), form_);
    return value;
  }

  static std::string quoted(const std::string& word) {
    return word.empty() ? "the end of the stage" : "\"" + word + "\"";
  }

  [[noreturn]] void refuse(const std::string& why, std::string found, std::string expected,
                           std::string hint = {}) {
    throw Error({.code = ExitCode::usage,
                 .place = value_.places[index_],
                 .message = "stage " + std::to_string(index_ + 1) + " of [schedule] stages " + why,
                 .found = std::move(found),
                 .expected = std::move(expected),
                 .hint = std::move(hint)});
  }

  const Value& value_;
  std::size_t index_;
  std::istringstream words_;
  const char* form_ = "";
};

}  // namespace

std::vector<AssemblyStage> read_assembly_stages(const Case& one) {
  const Value& value = one.at("schedule.stages");
  std::vector<AssemblyStage> stages;
  for (std::size_t i = 0; i < value.texts.size(); ++i) stages.push_back(StageReader(value, i).read());
  return stages;
}

}  // namespace nacre::study
