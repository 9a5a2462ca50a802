"""The documents cannot rot: commands of the README run, messages and keys they quote are the program's own."""

import re
import shlex
import unittest

from nacre_cli import ROOT, FolderCase, nacre


def code_blocks(path, language):
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / path).read_text(), re.DOTALL)


class Readme(FolderCase):
    def test_its_commands_run_in_order(self):
        (self.folder / "studies").symlink_to(ROOT / "studies")
        study = code_blocks("README.md", "toml")[0]
        (self.folder / "study.toml").write_text(study)
        use = next(block for block in code_blocks("README.md", "sh") if "nacre new" in block)
        for line in use.strip().splitlines():
            words = shlex.split(line, comments=True)
            self.assertEqual(words[0], "nacre")
            arguments = words[1:]
            if "figure-2" in line and "run" in words:  # minutes long: a shorter sampling shows the same
                arguments += ["--set", "sampling.equilibration_sweeps=5", "--set", "sampling.sampling_sweeps=100"]
            result = nacre(*arguments, cwd=self.folder)
            self.assertEqual(result.returncode, 0, f"{line}\n{result.stderr}")


class Growth(FolderCase):
    def test_its_commands_run_in_order(self):
        (self.folder / "studies").symlink_to(ROOT / "studies")
        for line in code_blocks("docs/growth.md", "sh")[0].strip().splitlines():
            result = nacre(*shlex.split(line, comments=True)[1:], cwd=self.folder)
            self.assertEqual(result.returncode, 0, f"{line}\n{result.stderr}")


class StudyFiles(FolderCase):
    def test_the_quoted_message_is_the_message(self):
        quoted = next(block for block in code_blocks("docs/study-files.md", "") if "temprature" in block)
        (self.folder / "study.toml").write_text('kind = "ligand-mixing"\n\n[data]\ntemprature = "303 K"\n')
        self.assertEqual(nacre("check", "study.toml", cwd=self.folder).stderr, quoted)

    def test_exit_codes_are_those_of_the_help(self):
        table = (ROOT / "docs/study-files.md").read_text()
        codes = re.findall(r"^\| (\d+) \|", table, re.MULTILINE)
        help_text = " ".join(nacre("--help").stdout.split())
        for code in codes:
            self.assertRegex(help_text, rf"\b{code}\b")


class Help(unittest.TestCase):
    def test_every_command_explains_itself(self):
        listing = nacre("--help").stdout
        for command in ("run", "new", "check", "kinds", "show", "report", "compare", "completion"):
            self.assertRegex(listing, rf"(?m)^\s+{command}\s+\S")
            self.assertEqual(nacre(command, "--help").returncode, 0)

    def test_completion_scripts_name_every_command(self):
        for shell in ("bash", "zsh", "fish"):
            script = nacre("completion", shell).stdout
            for word in ("run", "compare", "--resume" if shell != "fish" else "resume", "ligand-shell"):
                self.assertIn(word, script)


if __name__ == "__main__":
    unittest.main()
