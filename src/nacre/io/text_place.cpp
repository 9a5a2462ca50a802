#include "nacre/io/text_place.hpp"

#include <algorithm>
#include <string>

namespace nacre::io {

Place line_place(const std::filesystem::path& file, std::string_view text, int line) {
  const auto lines = line_views(text);
  const auto index = static_cast<std::size_t>(line) - 1;
  return {file.string(), line, 0, index < lines.size() ? std::string(lines[index]) : "", 1};
}

Place cell_place(const std::filesystem::path& file, const TextLine& line, const CellLayout& layout,
                 std::size_t column) {
  Place place{file.string(), line.number, 0, line.text, 1};
  const auto cells = cells_of(line.text, layout);
  if (column >= cells.size()) return place;
  const std::string_view before = std::string_view(line.text).substr(0, cells[column].offset);
  place.column = static_cast<int>(count_characters(before)) + 1;
  place.length = std::max(1, static_cast<int>(count_characters(cells[column].text)));
  return place;
}

Place cell_place(const std::filesystem::path& file, std::string_view text, int line, const CellLayout& layout,
                 std::size_t column) {
  return cell_place(file, {line, line_place(file, text, line).source_line}, layout, column);
}

Place byte_place(const std::filesystem::path& file, std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const auto line = static_cast<int>(std::ranges::count(before, '\n')) + 1;
  const std::size_t begin = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  const std::size_t end = std::min(text.find('\n', offset), text.size());
  const std::string_view source = text.substr(begin, end - begin);
  return {file.string(), line, static_cast<int>(count_characters(text.substr(begin, offset - begin))) + 1,
          std::string(source), 1};
}

}  // namespace nacre::io
