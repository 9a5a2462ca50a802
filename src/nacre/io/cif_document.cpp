#include "nacre/io/cif_document.hpp"

#include <algorithm>
#include <gemmi/cif.hpp>

#include "nacre/io/data_error.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return text;
}

CifLoop loop_of(const gemmi::cif::Item& item) {
  CifLoop loop{.line = item.line_number};
  for (const std::string& tag : item.loop.tags) loop.tags.push_back(lower(tag));
  for (const std::string& value : item.loop.values)
    loop.values.push_back({gemmi::cif::as_string(value), item.line_number});
  return loop;
}

CifBlock block_of(const gemmi::cif::Block& source) {
  CifBlock block{.name = source.name};
  for (const gemmi::cif::Item& item : source.items) {
    if (item.type == gemmi::cif::ItemType::Pair)
      block.values[lower(item.pair[0])] = {gemmi::cif::as_string(item.pair[1]), item.line_number};
    else if (item.type == gemmi::cif::ItemType::Loop)
      block.loops.push_back(loop_of(item));
  }
  return block;
}

[[noreturn]] void fail_to_parse(std::string_view text, const std::filesystem::path& file,
                                const tao::pegtl::parse_error& error) {
  Place place{.file = file.string()};
  if (!error.positions().empty()) {
    place = line_place(file, text, static_cast<int>(error.positions().front().line));
    place.column = static_cast<int>(error.positions().front().column);
  }
  fail_at(std::move(place), "this is not CIF", std::string(error.message()), {},
          "the file may have been cut off or changed by an editor");
}

}  // namespace

std::optional<std::size_t> CifLoop::column(std::string_view tag) const {
  const auto found = std::ranges::find(tags, tag);
  if (found == tags.end()) return {};
  return static_cast<std::size_t>(found - tags.begin());
}

const CifValue* CifBlock::find(std::string_view tag) const {
  const auto found = values.find(tag);
  return found == values.end() ? nullptr : &found->second;
}

const CifLoop* CifBlock::loop_with(std::string_view tag) const {
  const auto found =
      std::ranges::find_if(loops, [&](const CifLoop& loop) { return loop.column(tag).has_value(); });
  return found == loops.end() ? nullptr : &*found;
}

std::vector<CifBlock> read_cif_blocks(std::string_view text, const std::filesystem::path& file) {
  std::vector<CifBlock> blocks;
  try {
    const auto document = gemmi::cif::read_memory(text.data(), text.size(), "cif");
    for (const gemmi::cif::Block& block : document.blocks) blocks.push_back(block_of(block));
  } catch (const tao::pegtl::parse_error& error) {
    fail_to_parse(text, file, error);
  } catch (const std::runtime_error& error) {  // a tag twice, or without a value: "cif:12 in data_x: ..."
    fail_with_file(file, "is not CIF", error.what());
  }
  return blocks;
}

}  // namespace nacre::io
