"""A run that is killed at any moment resumes to the same numbers; Ctrl-C and SIGTERM stop it cleanly."""

import signal
import subprocess
import time
import unittest

from nacre_cli import NACRE, FolderCase, nacre

STUDY = """kind = "ligand-shell"
[shell]
size = [31, 31]
n_a = 480
chi_G = ["1 RT", "2 RT", "3 RT", "4 RT", "5 RT", "6 RT"]
[sampling]
equilibration_sweeps = 1000
sampling_sweeps = 20000
"""


class Resume(FolderCase):
    def setUp(self):
        super().setUp()
        (self.folder / "study.toml").write_text(STUDY)

    def start(self, out, *options):
        return subprocess.Popen([NACRE, "run", "study.toml", "--out", out, "--threads", "1", *options], cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def wait_for_checkpoint(self, out, process):
        deadline = time.monotonic() + 120
        while not (self.folder / out / "checkpoint.h5").exists():
            self.assertLess(time.monotonic(), deadline)
            self.assertIsNone(process.poll(), "the run ended before it could be stopped")
            time.sleep(0.005)

    def numbers(self, out):
        return (self.folder / out / "summary.json").read_text() + (self.folder / out / "tables/scan.csv").read_text()

    def test_kill_and_resume(self):
        self.assertEqual(nacre("run", "study.toml", "--out", "whole", "-q", cwd=self.folder).returncode, 0)
        process = self.start("killed", "-q")
        self.wait_for_checkpoint("killed", process)
        process.kill()
        process.communicate()
        self.assertFalse((self.folder / "killed/summary.json").exists())
        refused = nacre("run", "study.toml", "--out", "killed", cwd=self.folder)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("--resume continues an unfinished run", refused.stderr)
        resumed = nacre("run", "study.toml", "--out", "killed", "--resume", cwd=self.folder)
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        self.assertIn("resuming: ", resumed.stderr)
        self.assertEqual(self.numbers("killed"), self.numbers("whole"))

    def test_signals_stop_cleanly(self):
        for name, number in (("ctrl-c", signal.SIGINT), ("sigterm", signal.SIGTERM)):
            with self.subTest(name):
                process = self.start(name)
                self.wait_for_checkpoint(name, process)
                process.send_signal(number)
                _, talk = process.communicate(timeout=30)
                self.assertEqual(process.returncode, 130)
                self.assertIn("--resume", talk)
                self.assertEqual(nacre("run", "study.toml", "--out", name, "--resume", "-q", cwd=self.folder).returncode, 0)


if __name__ == "__main__":
    unittest.main()
