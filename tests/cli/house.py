"""HACKING.md's example of a new kind of study, followed to the letter in a copy of the sources."""

import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

from nacre_cli import NACRE, ROOT, FolderCase


class NewKind(FolderCase):
    def test_one_file_and_one_line(self):
        text = (ROOT / "HACKING.md").read_text()
        section = text[text.index("## Add a kind of study"):]
        source, declaration, entry = re.findall(r"```cpp\n(.*?)```", section, re.DOTALL)[:3]
        tree = self.folder / "nacre"
        for name in ("CMakeLists.txt", "cmake", "src", "apps", "tools", "data", "studies", "web/dist"):
            target = tree / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, target)
        (tree / "src/nacre/study/ligand_count.cpp").write_text(source)
        registry = tree / "src/nacre/study/registry.cpp"
        lines = registry.read_text()
        lines = lines.replace("extern const Kind ligand_shell;\n", "extern const Kind ligand_shell;\n" + declaration)
        lines = lines.replace("    &ligand_shell,\n", "    &ligand_shell,\n" + entry)
        registry.write_text(lines)
        program = self.build(tree)
        self.use(program)

    def build(self, tree):
        build = tree / "build"
        configure = ["cmake", "-S", tree, "-B", build, "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS=-O0",
                     "-DNACRE_TESTS=OFF", "-DNACRE_WERROR=ON"]
        built = Path(NACRE).parent
        if shutil.which("ninja"):
            configure += ["-G", "Ninja"]
        subprocess.run(configure, check=True, capture_output=True)
        if shutil.which("ninja") and (built / "build.ninja").exists():
            return self.link(build, built)
        subprocess.run(["cmake", "--build", build, "--target", "nacre_app", "--parallel", str(os.cpu_count())],
                       check=True, capture_output=True)
        return build / "nacre"

    def link(self, build, built):
        """The two sources of the new kind compiled by its own project, before everything that is built already."""
        objects = [f"CMakeFiles/nacre_study.dir/src/nacre/study/{name}.cpp.o" for name in ("registry", "ligand_count")]
        for name in objects:
            (build / name).parent.mkdir(parents=True, exist_ok=True)
            self.repeat(build, self.last_command(build, name))
        first = " ".join(str(build / name) for name in objects)
        link = self.last_command(built, "nacre_app")
        self.repeat(built, re.sub(r" -o \S+ ", f" {first} -o {build / 'nacre'} ", link, count=1))
        return build / "nacre"

    def last_command(self, build, target):
        listed = subprocess.run(["ninja", "-C", build, "-t", "commands", target], check=True, capture_output=True,
                                text=True)
        return listed.stdout.splitlines()[-1]

    def repeat(self, folder, command):
        subprocess.run(command, shell=True, check=True, capture_output=True, cwd=folder)

    def use(self, program):
        def call(*arguments):
            return subprocess.run([program, *arguments], cwd=self.folder, capture_output=True, text=True)

        self.assertIn("ligand-count", call("kinds").stdout)
        self.assertEqual(call("new", "ligand-count").returncode, 0)
        done = call("run", "ligand-count.toml", "--out", "run", "--set", "shell.n_a=[1, 60]")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Counted 2 shells.", done.stdout)
        self.assertTrue((self.folder / "run/report.html").exists())
        wrong = call("run", "ligand-count.toml", "--out", "wrong", "--set", "shell.n_a=500")
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("there are more ligands than sites", wrong.stderr)


if __name__ == "__main__":
    unittest.main()
