// Pieces of markup that SVG and HTML share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nacre::report {

// Text as it may stand between tags or in a quoted attribute; control characters are dropped.
std::string escape(std::string_view text);

// A coordinate with one decimal at most: "12.5", "40", "-3".
std::string pixels(double value);

// Estimated width of UTF-8 text in a sans-serif font of `size` pixels, rather too wide than too narrow.
double text_width(std::string_view text, double size);

// The text, or its beginning and an ellipsis if it is wider than `width` pixels.
std::string fit_text(std::string_view text, double width, double size);

// Lines at most `width` pixels wide; a longer word stays whole.
std::vector<std::string> wrap_text(std::string_view text, double width, double size);

struct TextStyle {
  std::string_view anchor = "start";  // start | middle | end
  std::string_view css_class = "";
  int rotation = 0;  // degrees about (x, y)
};

std::string svg_text(double x, double y, std::string_view text, const TextStyle& style = {});

// The opening tag; `name` is what screen readers say.
std::string svg_open(double width, double height, std::string_view name);

// The Unicode minus sign for each hyphen that leads a number or an exponent.
std::string with_minus_signs(std::string_view number);

}  // namespace nacre::report
