// A strict little reader of XML for the tests: enough for the static pictures.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace nacre::test {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;  // of this element alone
  std::vector<Element> children;

  // This element's descendants with the name, and if given the class.
  std::vector<const Element*> find(std::string_view wanted, std::string_view css_class = "") const {
    std::vector<const Element*> found;
    for (const Element& child : children) {
      const auto at = child.attributes.find("class");
      const bool right_class = css_class.empty() || (at != child.attributes.end() && at->second == css_class);
      if (child.name == wanted && right_class) found.push_back(&child);
      const auto deeper = child.find(wanted, css_class);
      found.insert(found.end(), deeper.begin(), deeper.end());
    }
    return found;
  }
};

class XmlReader {
 public:
  // Throws std::runtime_error with the reason if the text is not one well-formed element.
  static Element read(std::string_view text) {
    XmlReader reader(text);
    Element root = reader.element();
    reader.skip_blanks();
    if (reader.at_ != text.size()) reader.fail("text after the root");
    return root;
  }

 private:
  explicit XmlReader(std::string_view text) : text_(text) {}

  [[noreturn]] void fail(const std::string& reason) const {
    throw std::runtime_error(reason + " at: " + std::string(text_.substr(at_, 40)));
  }

  bool next_is(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  void expect(std::string_view what) {
    if (!next_is(what)) fail("expected " + std::string(what));
    at_ += what.size();
  }

  void skip_blanks() {
    while (at_ < text_.size() && std::string_view(" \n\t").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  std::string name() {
    const auto end = text_.find_first_of(" \n\t=/>", at_);
    if (end == std::string_view::npos || end == at_) fail("expected a name");
    const std::string found(text_.substr(at_, end - at_));
    at_ = end;
    return found;
  }

  std::string entity() {
    static const std::map<std::string_view, std::string> known{
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    for (const auto& [written, meant] : known) {
      if (!next_is(written)) continue;
      at_ += written.size();
      return meant;
    }
    fail("a bare ampersand");
  }

  std::string text_until(char end) {
    std::string found;
    while (at_ < text_.size() && text_[at_] != end) {
      if (text_[at_] == '<') fail("a bare <");
      if (static_cast<unsigned char>(text_[at_]) < 0x20 && text_[at_] != '\n' && text_[at_] != '\t')
        fail("a control character");
      found += text_[at_] == '&' ? entity() : std::string(1, text_[at_++]);
    }
    if (at_ == text_.size()) fail("the text ends too early");
    return found;
  }

  // Returns true for an element that closes itself.
  bool attributes(Element& element) {
    for (skip_blanks(); !next_is(">") && !next_is("/>"); skip_blanks()) {
      const std::string key = name();
      expect("=\"");
      if (!element.attributes.emplace(key, text_until('"')).second) fail("attribute twice: " + key);
      expect("\"");
    }
    const bool closed = next_is("/>");
    expect(closed ? "/>" : ">");
    return closed;
  }

  Element element() {
    Element found;
    expect("<");
    found.name = name();
    if (attributes(found)) return found;
    found.text = text_until('<');
    while (!next_is("</")) {
      found.children.push_back(element());
      found.text += text_until('<');
    }
    expect("</" + found.name + ">");
    return found;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace nacre::test
