#include "nacre/report/xml.hpp"

#include <cctype>
#include <cstdio>
#include <sstream>

namespace nacre::report {
namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Classes of the advance widths of Helvetica and Arial, in units of the font size, rounded up.
double character_width(char c) {
  using namespace std::string_view_literals;
  if ("iljtfrI.,:;'|!()[] /-"sv.find(c) != std::string_view::npos) return 0.36;
  if ("mwMW%@"sv.find(c) != std::string_view::npos) return 0.92;
  if (c >= 'A' && c <= 'Z') return 0.72;
  if (static_cast<unsigned char>(c) >= 0x80) return 0.66;
  return 0.58;
}

std::string escaped(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      break;
  }
  const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
  return control || c == 0x7F ? std::string() : std::string(1, c);
}

}  // namespace

std::string escape(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) result += escaped(c);
  return result;
}

std::string pixels(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.1f", value);
  std::string text = buffer;
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

double text_width(std::string_view text, double size) {
  double width = 0;
  for (const char c : text) width += continues_character(c) ? 0 : character_width(c);
  return width * size;
}

std::string fit_text(std::string_view text, double width, double size) {
  if (text_width(text, size) <= width) return std::string(text);
  const std::string_view ellipsis = "…";
  std::size_t length = text.size();
  const auto too_wide = [&] {
    return text_width(text.substr(0, length), size) + text_width(ellipsis, size) > width;
  };
  while (length > 0 && (too_wide() || continues_character(text[length]))) --length;
  return std::string(text.substr(0, length)) + std::string(ellipsis);
}

std::vector<std::string> wrap_text(std::string_view text, double width, double size) {
  std::istringstream words{std::string(text)};
  std::vector<std::string> lines;
  std::string word;
  while (words >> word) {
    if (!lines.empty() && text_width(lines.back() + ' ' + word, size) <= width) {
      lines.back() += ' ' + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

std::string svg_text(double x, double y, std::string_view text, const TextStyle& style) {
  std::string tag = "<text x=\"" + pixels(x) + "\" y=\"" + pixels(y) + "\"";
  if (style.anchor != "start") tag += " text-anchor=\"" + std::string(style.anchor) + "\"";
  if (!style.css_class.empty()) tag += " class=\"" + std::string(style.css_class) + "\"";
  if (style.rotation != 0) {
    tag +=
        " transform=\"rotate(" + std::to_string(style.rotation) + " " + pixels(x) + " " + pixels(y) + ")\"";
  }
  return tag + ">" + escape(text) + "</text>\n";
}

std::string svg_open(double width, double height, std::string_view name) {
  const std::string size = pixels(width) + " " + pixels(height);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"nacre-figure\" viewBox=\"0 0 " + size +
         "\" width=\"" + pixels(width) + "\" height=\"" + pixels(height) + "\" role=\"img\" aria-label=\"" +
         escape(name) + "\">\n";
}

std::string with_minus_signs(std::string_view number) {
  std::string result;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const char before = i == 0 ? ' ' : number[i - 1];
    const bool leads = before == ' ' || before == 'e' || before == 'E';
    const bool digit_follows = i + 1 < number.size() && (std::isdigit(number[i + 1]) || number[i + 1] == 'i');
    result += number[i] == '-' && leads && digit_follows ? "−" : std::string(1, number[i]);
  }
  return result;
}

}  // namespace nacre::report
