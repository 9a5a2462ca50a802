// What the tests of JSON files share.
#pragma once

#include <algorithm>
#include <random>
#include <string>

#include "io/temporary_folder.hpp"

namespace nacre::io {

inline std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

// Reads `count` files of that text with a few random edits each, and counts those still whole: the others
// throw Error (data).
template <typename Write, typename Read>
int whole_after_edits(const std::string& of, int count, const Write& write, const Read& read) {
  constexpr char characters[] = "0123456789.,:\"{}[]eE-ntf\\ \n\xff";
  const std::string alphabet(characters, sizeof characters);  // with the zero at its end
  std::mt19937 random(1);
  int whole = 0;
  for (int i = 0; i < count; ++i) {
    std::string text = of;
    for (unsigned edits = random() % 4; edits-- > 0;)
      text.replace(random() % text.size(), random() % 4, 1, alphabet[random() % alphabet.size()]);
    try {
      read(write("m.json", text));
      ++whole;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::data);
    }
  }
  return whole;
}

}  // namespace nacre::io
