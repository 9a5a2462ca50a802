#include "nacre/study/growth_injections.hpp"

#include <string>

#include "nacre/core/units.hpp"
#include "nacre/growth/schedule.hpp"

namespace nacre::study {
namespace {

double entry(const Case& one, std::string_view name, std::size_t index, std::size_t n) {
  const std::string key = "injection." + std::string(name);
  if (!one.has(key))
    throw one.error("injection.time", "injections have no " + std::string(name), {},
                    "[injection] " + std::string(name) + ", one for all or one each");
  const auto& numbers = one.at(key).numbers;
  if (numbers.size() != 1 && numbers.size() != n)
    throw one.error(key, "[injection] " + std::string(name) + " has not one value for every injection",
                    std::to_string(numbers.size()), "1 or " + std::to_string(n));
  return numbers.size() == 1 ? numbers.front() : numbers[index];
}

double not_negative(const Case& one, std::string_view name, std::size_t index, std::size_t n,
                    const std::string& unit) {
  const double number = entry(one, name, index, n);
  if (number < 0)
    throw one.error("injection." + std::string(name), "[injection] " + std::string(name) + " is negative",
                    format_number(number) + " " + unit, "0 " + unit + " or more");
  return number;
}

double start_of(const Case& one, std::size_t index, std::size_t n) {
  const double start_s = entry(one, "time", index, n);
  const double duration_s = one.number("conditions.duration");
  if (start_s < 0)
    throw one.error("injection.time", "an injection lies before time 0", format_number(start_s) + " s",
                    "0 s or later; what is there at time 0 goes to [precursor] concentration");
  if (start_s >= duration_s)
    throw one.error("injection.time", "an injection lies after the end", format_number(start_s) + " s",
                    "before the end at " + format_number(duration_s) + " s");
  if (const double before_s = index > 0 ? entry(one, "time", index - 1, n) : 0; start_s < before_s)
    throw one.error("injection.time", "the times of the injections do not ascend",
                    format_number(start_s) + " s after " + format_number(before_s) + " s", "ascending times",
                    "the other keys hold one value for each of them, in the same order");
  return start_s;
}

}  // namespace

std::vector<growth::Injection> growth_injections(const Case& one) {
  std::vector<growth::Injection> list;
  if (!one.has("injection.time")) {
    for (const char* name : {"volume", "concentration"})
      if (one.has("injection." + std::string(name)))
        throw one.error("injection." + std::string(name), "injections have no time", {}, "[injection] time");
    return list;
  }
  const std::size_t n = one.at("injection.time").numbers.size();
  for (std::size_t i = 0; i < n; ++i)
    list.push_back({.start_s = start_of(one, i, n),
                    .duration_s = not_negative(one, "duration", i, n, "s"),
                    .volume_ratio = not_negative(one, "volume", i, n, "mL") / one.number("conditions.volume"),
                    .concentration_mol_m3 = not_negative(one, "concentration", i, n, "mol/m3"),
                    .temperature_drop_K = entry(one, "temperature_drop", i, n),
                    .recovery_s = entry(one, "recovery", i, n)});
  return list;
}

// Drops add up while the flask recovers from earlier ones.
void refuse_freezing_injections(const Case& one, const growth::Synthesis& synthesis) {
  if (synthesis.injections.empty()) return;
  for (const growth::Stretch& stretch : growth::stretches(synthesis))
    if (const double temperature_K = stretch.temperature_K(stretch.from_s); !(temperature_K > 0))
      throw one.error("injection.temperature_drop", "an injection cools the flask to 0 K or below",
                      format_rounded(temperature_K) + " K at " + format_number(stretch.from_s) + " s",
                      "a smaller drop: the flask stays above 0 K");
}

}  // namespace nacre::study
