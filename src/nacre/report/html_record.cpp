#include "nacre/report/html_record.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "nacre/report/numbers.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

using Json = nlohmann::ordered_json;

std::string scalar(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number_float() ? short_number(value.get<double>(), 6) : value.dump();
}

bool is_command(const Json& list) {
  return list.is_array() &&
         std::all_of(list.begin(), list.end(), [](const Json& part) { return part.is_string(); });
}

std::string joined(const Json& words) {
  std::string text;
  for (const Json& word : words) text += (text.empty() ? "" : " ") + word.get<std::string>();
  return text;
}

std::string row(const std::string& name, const std::string& value) {
  if (value.empty()) return "";
  return "<tr><td class=\"name\">" + escape(name) + "</td><td>" + escape(value) + "</td></tr>\n";
}

std::string rows(const std::string& name, const Json& value) {
  if (is_command(value)) return row(name, joined(value));
  if (!value.is_structured()) return row(name, scalar(value));
  std::string result;
  std::size_t number = 0;
  for (const auto& [key, entry] : value.items()) {
    const std::string part = value.is_array() ? std::to_string(++number) : key;
    result += rows(name.empty() ? part : name + " " + part, entry);
  }
  return result;
}

}  // namespace

std::string provenance_html(const std::string& json) {
  const Json parsed = Json::parse(json, nullptr, false);
  if (!parsed.is_object()) return "<pre>" + escape(json) + "</pre>\n";
  return "<div class=\"scroll\"><table class=\"provenance\"><tbody>\n" + rows("", parsed) +
         "</tbody></table></div>\n";
}

}  // namespace nacre::report
