// Numbers and files as JSON. Templates over the JSON type, so that its heavy header stays in .cpp files.
#pragma once

#include <cmath>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "nacre/core/error.hpp"
#include "nacre/core/result.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"

namespace nacre::io {

// JSON has neither NaN nor infinities.
template <typename Json>
Json json_number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

template <typename Json>
Json json_numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(json_number<Json>(value));
  return list;
}

template <typename Json>
double read_number(const Json& json, double if_null = no_value) {
  return json.is_null() ? if_null : json.template get<double>();
}

template <typename Json>
std::vector<double> read_numbers(const Json& list) {
  std::vector<double> values;
  for (const Json& value : list) values.push_back(read_number(value));
  return values;
}

// Text with every byte sequence that is not UTF-8 replaced, so that what is written can be read.
template <typename Json>
std::string text_of(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

template <typename Json>
Json parse_file(const std::filesystem::path& path) {
  const std::string text = read_file(path);
  try {
    return Json::parse(text);
  } catch (const typename Json::parse_error& error) {
    throw Error({.code = ExitCode::data,
                 .place = place_of_byte(text, error.byte, path),
                 .message = "is not whole JSON",
                 .hint = "the file may have been cut off or edited"});
  } catch (const typename Json::exception& error) {  // a number beyond double precision
    fail_with_file(path, "cannot be read as JSON", error.what());
  }
}

// Hands the parsed file to `read` and names the file when its content is not what nacre writes.
template <typename Json, typename Read>
auto read_json(const std::filesystem::path& path, const std::string& what, const Read& read) {
  const Json json = parse_file<Json>(path);
  std::string found;
  try {
    return read(json);
  } catch (const typename Json::exception& error) {
    found = error.what();
  } catch (const std::invalid_argument& error) {
    found = error.what();
  }
  fail_with_file(path, "is not " + what + " of nacre", found);
}

}  // namespace nacre::io
