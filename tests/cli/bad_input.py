"""Every folder of tests/data/bad is a broken study; expected.txt holds the exit code and the whole message.

`bad_input.py --accept` writes the expectations anew: read the difference before committing it.
"""

import os
import shutil
import sys
import unittest

from nacre_cli import ROOT, FolderCase, nacre

BAD = ROOT / "tests/data/bad"


def transcript(folder):
    result = nacre("run", "study.toml", "--out", "out", cwd=folder)
    return f"exit code {result.returncode}\n{result.stderr}", result


class Corpus(FolderCase):
    def test_every_broken_study_gets_its_message(self):
        cases = sorted(path for path in BAD.iterdir() if path.is_dir())
        self.assertGreaterEqual(len(cases), 30)
        for case in cases:
            with self.subTest(case.name):
                work = self.folder / case.name
                shutil.copytree(case, work)
                text, result = transcript(work)
                self.assertEqual(text, (case / "expected.txt").read_text())
                self.assertEqual(result.stdout, "")
                self.assertFalse((work / "out").exists(), "a refused study leaves no run folder")


GOOD_STUDY = 'kind = "ligand-mixing"\n[data]\nfile = "data.csv"\n'
GOOD_DATA = "x_a,dH_kJ_mol,dS_J_molK,dG_kJ_mol\n0,-24.3,-56,-7.5\n0.51,-20.4,-41,-7.9\n1,-20.2,-39,-8.5\n"


class Surroundings(FolderCase):
    """Broken in ways that no text file can hold."""

    def setUp(self):
        super().setUp()
        (self.folder / "study.toml").write_text(GOOD_STUDY)
        (self.folder / "data.csv").write_text(GOOD_DATA)

    def refused(self, code, says, *options, study="study.toml"):
        result = nacre("run", study, "--out", "out", *options, cwd=self.folder)
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertIn(says, result.stderr)
        self.assertEqual(result.stdout, "")

    def test_binary_data(self):
        (self.folder / "data.csv").write_bytes(bytes(range(256)) * 4)
        self.refused(3, "data.csv: is not a text table")

    def test_binary_study(self):
        (self.folder / "study.toml").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
        self.refused(2, "study.toml")

    def test_study_is_a_directory(self):
        (self.folder / "folder.toml").mkdir()
        self.refused(2, "folder.toml: is a directory", study="folder.toml")

    def test_data_is_a_directory(self):
        (self.folder / "data.csv").unlink()
        (self.folder / "data.csv").mkdir()
        self.refused(3, "data.csv: is a directory")

    def test_no_such_study(self):
        self.refused(2, "none.toml: no such file", study="none.toml")

    def test_output_is_a_file(self):
        (self.folder / "out").write_text("precious")
        self.refused(2, "out: the run folder cannot be made")
        self.assertEqual((self.folder / "out").read_text(), "precious")

    def test_output_is_not_empty(self):
        (self.folder / "out").mkdir()
        (self.folder / "out/thesis.txt").write_text("precious")
        self.refused(2, "out: the run folder is not empty")
        self.refused(2, "--force replaces run folders only", "--force")
        self.assertEqual([path.name for path in (self.folder / "out").iterdir()], ["thesis.txt"])

    def test_output_below_a_file(self):
        result = nacre("run", "study.toml", "--out", "data.csv/run", cwd=self.folder)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn("data.csv/run", result.stderr)
        self.assertEqual((self.folder / "data.csv").read_text(), GOOD_DATA)

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_output_is_unwritable(self):
        locked = self.folder / "locked"
        locked.mkdir(mode=0o500)
        result = nacre("run", "study.toml", "--out", "locked/run", cwd=self.folder)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn("locked/run: the run folder cannot be written", result.stderr)

    def test_output_on_a_file_system_that_refuses(self):
        result = nacre("run", "study.toml", "--out", "/proc/nacre-run", cwd=self.folder)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn("/proc/nacre-run: the run folder cannot be written", result.stderr)

    def test_truncated_summary(self):
        self.assertEqual(nacre("run", "study.toml", "--out", "out", "-q", cwd=self.folder).returncode, 0)
        summary = self.folder / "out/summary.json"
        summary.write_text(summary.read_text()[:200])
        for command in (["show", "out"], ["show", "--json", "out"], ["report", "out"], ["compare", "out", "out"]):
            result = nacre(*command, cwd=self.folder)
            self.assertEqual(result.returncode, 3, result.stderr)
            self.assertIn("summary.json", result.stderr)


class CommandLine(FolderCase):
    def refused(self, says, *arguments):
        result = nacre(*arguments, cwd=self.folder)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn(says, result.stderr)

    def test_mistyped_command(self):
        self.refused('did you mean "run"?', "rnu")

    def test_no_command(self):
        self.refused("nacre --help")

    def test_mistyped_option(self):
        self.refused("--trheads", "run", "study.toml", "--trheads", "2")

    def test_zero_threads(self):
        self.refused("--threads", "run", "study.toml", "--threads", "0")

    def test_new_of_an_unknown_kind(self):
        self.refused('did you mean "ligand-shell"?', "new", "ligand-shel")

    def test_kinds_of_an_unknown_kind(self):
        self.refused('did you mean "ligand-shell"?', "kinds", "ligand-shel")

    def test_new_never_overwrites(self):
        self.assertEqual(nacre("new", "ligand-shell", cwd=self.folder).returncode, 0)
        self.refused("is not overwritten", "new", "ligand-shell")

    def test_show_of_no_run(self):
        result = nacre("show", "nothing-here", cwd=self.folder)
        self.assertEqual(result.returncode, 3)
        self.assertIn("nothing-here/summary.json", result.stderr)


def accept():
    for case in sorted(path for path in BAD.iterdir() if path.is_dir()):
        text, _ = transcript(case)
        (case / "expected.txt").write_text(text)


if __name__ == "__main__":
    if sys.argv[1:] == ["--accept"]:
        accept()
    else:
        unittest.main()
