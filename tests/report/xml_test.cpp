#include "nacre/report/xml.hpp"

#include <gtest/gtest.h>

namespace nacre::report {
namespace {

TEST(Escape, MakesMarkupHarmless) {
  EXPECT_EQ(escape("<script>alert(\"1\" & '2')</script>"),
            "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
}

TEST(Escape, DropsControlCharactersAndKeepsUtf8) {
  EXPECT_EQ(escape(std::string("a\x01\x1b[31m\x7f b\n\tΔχ²")), "a[31m b\n\tΔχ²");
}

TEST(Pixels, HaveOneDecimalAtMost) {
  EXPECT_EQ(pixels(12.54), "12.5");
  EXPECT_EQ(pixels(40), "40");
  EXPECT_EQ(pixels(-0.04), "0");
  EXPECT_EQ(pixels(-3.25001), "-3.3");
}

TEST(TextWidth, CountsCharactersNotBytes) {
  EXPECT_DOUBLE_EQ(text_width("χχ", 10), 2 * text_width("χ", 10));
  EXPECT_DOUBLE_EQ(text_width("0123", 20), 2 * text_width("0123", 10));
  EXPECT_LT(text_width("ill", 10), text_width("mmm", 10));
}

// Advance widths of Helvetica (Adobe font metrics): digits 556, e 556, M 833, i 222, l 222 per 1000.
TEST(TextWidth, IsNeverBelowHelvetica) {
  EXPECT_GE(text_width("0123456789", 1000), 5560);
  EXPECT_GE(text_width("eM", 1000), 556 + 833);
  EXPECT_GE(text_width("il", 1000), 444);
  EXPECT_LE(text_width("0123456789", 1000), 1.15 * 5560);
}

TEST(FitText, KeepsWhatFits) { EXPECT_EQ(fit_text("lattice", 100, 13), "lattice"); }

TEST(FitText, CutsWholeCharacters) {
  const double width = 8 * text_width("Δ", 13);
  const std::string cut = fit_text("ΔΔΔΔΔΔΔΔΔΔΔΔ", width, 13);
  EXPECT_EQ(cut, "ΔΔΔΔΔΔΔ…");
  EXPECT_LE(text_width(cut, 13), width);
}

TEST(FitText, SurvivesNoRoomAtAll) { EXPECT_EQ(fit_text("long", 0, 13), "…"); }

TEST(WrapText, BreaksBetweenWords) {
  const double width = text_width("one two", 13) + 0.1;
  EXPECT_EQ(wrap_text("one two three  four", width, 13),
            (std::vector<std::string>{"one two", "three", "four"}));
  EXPECT_TRUE(wrap_text("", width, 13).empty());
}

TEST(SvgText, EscapesAndRotates) {
  EXPECT_EQ(svg_text(1, 2.25, "a<b", {"middle", "label", -90}),
            "<text x=\"1\" y=\"2.2\" text-anchor=\"middle\" class=\"label\" transform=\"rotate(-90 1 "
            "2.2)\">a&lt;b</text>\n");
}

TEST(MinusSigns, ReplaceSignsButNoHyphens) {
  EXPECT_EQ(with_minus_signs("-3.5e-07"), "−3.5e−07");
  EXPECT_EQ(with_minus_signs("-6 to -2"), "−6 to −2");
  EXPECT_EQ(with_minus_signs("run-2"), "run-2");
  EXPECT_EQ(with_minus_signs("- a"), "- a");
}

}  // namespace
}  // namespace nacre::report
