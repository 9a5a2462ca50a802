"""Every lint finds a violation planted in a small tree, and nothing in a clean one."""

import tempfile
import unittest
from pathlib import Path

import arrows
import links
import mirror
import sizes
import words

CLEAN = {
    "src/nacre/core/units.hpp": "#pragma once\nint unit();\n",
    "src/nacre/core/units.cpp": '#include "nacre/core/units.hpp"\n#include <udunits2.h>\nint unit() { return 1; }\n',
    "src/nacre/ligands/shell.hpp": '#include "nacre/core/units.hpp"\n',
    "src/nacre/study/kind.hpp": '#include "nacre/ligands/shell.hpp"\n',
    "tests/core/units_test.cpp": '#include "nacre/core/units.hpp"\n',
    "README.md": "# The house\n[room](src/nacre) [heading](#the-house) [web](https://example.org/x) `[x](y)`\n",
}


def body(lines):
    return "{\n" + "  run();\n" * (lines - 2) + "}\n"


class LintTest(unittest.TestCase):
    def lint(self, module, planted=None, **options):
        """Messages of the lint on the clean tree with the planted files added."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**CLEAN, **(planted or {})}.items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return module.lint(Path(folder), **options)

    def assert_found(self, module, planted, expected):
        self.assertEqual(self.lint(module, planted), [expected])

    def test_a_clean_tree_is_clean(self):
        for module in (arrows, links, mirror, sizes, words):
            with self.subTest(module.__name__):
                self.assertEqual(self.lint(module), [])


class Arrows(LintTest):
    def test_upward(self):
        self.assert_found(arrows, {"src/nacre/core/a.hpp": '\n#include "nacre/io/csv.hpp"\n'},
                          "src/nacre/core/a.hpp:2: room 'core' may not include room 'io'")

    def test_science_rooms_do_not_see_one_another(self):
        self.assert_found(arrows, {"src/nacre/growth/a.cpp": '#include "nacre/ligands/shell.hpp"\n'},
                          "src/nacre/growth/a.cpp:1: room 'growth' may not include room 'ligands'")

    def test_science_knows_no_toml(self):
        self.assert_found(arrows, {"src/nacre/ligands/a.cpp": "#include <toml++/toml.h>\n"},
                          "src/nacre/ligands/a.cpp:1: science room 'ligands' knows nothing of <toml++/toml.h>")

    def test_heavy_headers_stay_in_sources(self):
        for name in ("src/nacre/fit/a.hpp", "apps/nacre/a.hpp"):
            self.assert_found(arrows, {name: "#include <ceres/ceres.h>\n"},
                              f"{name}:1: the heavy <ceres/ceres.h> belongs in a .cpp file")

    def test_unknown_room(self):
        self.assert_found(arrows, {"src/nacre/attic/a.cpp": ""},
                          "src/nacre/attic/a.cpp:1: 'attic' is no room of tests/lints/arrows.py")


class Words(LintTest):
    def test_unfinished_work(self):
        for word in ("TO" + "DO", "FIX" + "ME"):
            self.assert_found(words, {"docs/a.md": f"fine\n{word}: more\n"}, f"docs/a.md:2: unfinished work: {word}")

    def test_paths_of_one_machine(self):
        for path in ("/ho" + "me/", "/tm" + "p/", "/wo" + "rk/"):
            self.assert_found(words, {"scripts/a.sh": f"cp x {path}y\n"}, f"scripts/a.sh:1: a path of one machine: {path}")

    def test_units_and_relative_paths_are_no_machine_paths(self):
        self.assertEqual(self.lint(words, {"docs/a.md": "J/work, data/home/x, https://a.org/home/\n"}), [])

    def test_printing_library(self):
        self.assert_found(words, {"src/nacre/io/a.cpp": "std::cout << 1;\n"},
                          "src/nacre/io/a.cpp:1: the library never prints: std::cout")

    def test_formatting_is_no_printing(self):
        self.assertEqual(self.lint(words, {"src/nacre/io/a.cpp": "std::snprintf(b, 9, x);\n"}), [])


class Sizes(LintTest):
    def test_long_file(self):
        self.assert_found(sizes, {"src/nacre/io/a.cpp": "\n" * 501}, "src/nacre/io/a.cpp:1: 501 lines; a file has at most 500")

    def test_long_python_function(self):
        self.assert_found(sizes, {"tools/a.py": "def f():\n" + "    pass\n" * 60},
                          "tools/a.py:1: f has 61 lines; a function has at most 60")

    def test_long_function_in_every_form(self):
        heads = {"void f() ": "f", "template <class T>\nvoid A<T>::g(int a = {}) const noexcept ": "g",
                 "A::A(int a)\n    : a_(a), b_{a} ": "A::A", "auto h(int x) -> std::vector<int> ": "h",
                 "bool operator==(const A& a) const ": "operator=="}
        for head, name in heads.items():
            with self.subTest(head):
                text = "namespace n {\nstruct S {\n" + head + body(61) + "};\n}  // namespace\n"
                found = self.lint(sizes, {"src/nacre/io/a.cpp": text})
                self.assertEqual(len(found), 1)
                self.assertIn(f"{name} has 61 lines; a function has at most 60", found[0])

    def test_sixty_lines_are_allowed(self):
        self.assertEqual(self.lint(sizes, {"src/nacre/io/a.cpp": "void f() " + body(60) * 1}), [])

    def test_long_classes_and_tables_are_no_functions(self):
        table = "const Table table = {\n" + "  {1, f(2)},\n" * 70 + "};\n"
        members = "struct S {\n" + "  int f();\n" * 70 + "};\n"
        self.assertEqual(self.lint(sizes, {"src/nacre/io/a.cpp": table + members}), [])

    def test_braces_in_strings_and_comments_do_not_count(self):
        text = 'void f() { g("}{{", R"({{)", \'{\'); /* { */ }  // {\n' + "int x;\n" * 70
        self.assertEqual(self.lint(sizes, {"src/nacre/io/a.cpp": text}), [])

    def test_allowed(self):
        planted = {"src/nacre/io/a.cpp": "void f() " + body(61)}
        self.assertEqual(self.lint(sizes, planted, allowed={"src/nacre/io/a.cpp:f": "a reason"}), [])


class Mirror(LintTest):
    def test_source_without_test(self):
        self.assert_found(mirror, {"src/nacre/io/csv.cpp": "", "src/nacre/io/csv.hpp": ""},
                          "src/nacre/io/csv.cpp:1: no test in tests/io includes nacre/io/csv.hpp")

    def test_test_of_another_room_does_not_count(self):
        planted = {"src/nacre/io/csv.cpp": "", "src/nacre/io/csv.hpp": "",
                   "tests/core/csv_test.cpp": '#include "nacre/io/csv.hpp"\n'}
        self.assertEqual(len(self.lint(mirror, planted)), 1)

    def test_source_without_header_needs_a_test_of_its_name(self):
        planted = {"src/nacre/study/growth.cpp": ""}
        self.assertEqual(len(self.lint(mirror, planted)), 1)
        self.assertEqual(self.lint(mirror, {**planted, "tests/study/growth_test.cpp": ""}), [])


class Links(LintTest):
    def test_missing_file(self):
        self.assert_found(links, {"docs/a.md": "\nsee [b](b.md)\n"}, "docs/a.md:2: no file b.md")

    def test_missing_heading(self):
        self.assert_found(links, {"docs/a.md": "[b](../README.md#attic)\n"},
                          "docs/a.md:1: no heading #attic in README.md")


if __name__ == "__main__":
    unittest.main()
