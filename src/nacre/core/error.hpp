// One error type for everything a user can get wrong: it names the place, what was found there,
// what was expected, and carries the exit code.
#pragma once

#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nacre {

enum class ExitCode { ok = 0, usage = 2, data = 3, not_converged = 4, partial = 5, interrupted = 130 };

// A place in a text file; line and column count from 1, 0 means "the whole file".
struct Place {
  std::string file{};
  int line = 0;
  int column = 0;
  std::string source_line{};  // the text of that line, for the caret
  int length = 1;             // characters the caret underlines

  // "file:line:column", as compilers write it.
  std::string to_string() const;
};

struct ErrorParts {
  ExitCode code = ExitCode::usage;
  Place place{};
  std::string message{};   // one sentence, no full stop
  std::string found{};     // optional
  std::string expected{};  // optional
  std::string hint{};      // optional: "did you mean ..." or what to do next
};

// what() is the whole text:
//   study.toml:4:1: unknown key "temprature" in [data]
//     4 | temprature = "303 K"
//       | ^~~~~~~~~~
//     found:    temprature
//     expected: file, temperature
//     did you mean "temperature"?
class Error : public std::exception {
 public:
  explicit Error(ErrorParts parts);
  const char* what() const noexcept override { return text_.c_str(); }
  const ErrorParts& parts() const { return parts_; }
  ExitCode code() const { return parts_.code; }

 private:
  ErrorParts parts_;
  std::string text_;
};

// Thrown by long work when the stop flag of its RunControl is set.
class Interrupted : public std::exception {
 public:
  const char* what() const noexcept override { return "interrupted"; }
};

// The candidate nearest to `word` in edit distance, or empty if none is near.
std::string nearest_word(std::string_view word, std::span<const std::string> candidates);

// "did you mean "x"?" or empty.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace nacre
