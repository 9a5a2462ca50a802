"""What the command-line tests share: where the program is, how to call it."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NACRE = os.environ.get("NACRE", str(ROOT / "build/release/nacre"))


def nacre(*arguments, cwd=None, timeout=300):
    """Runs the program; returns the finished process with text output."""
    return subprocess.run([NACRE, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=timeout)


class FolderCase(unittest.TestCase):
    """A test with an empty folder of its own."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="nacre-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
