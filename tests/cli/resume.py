"""A run that is killed at any moment resumes to the same numbers; Ctrl-C and SIGTERM stop it cleanly."""

import signal
import subprocess
import time
import unittest

from nacre_cli import NACRE, FolderCase, nacre

# Several seconds long: the first checkpoint comes after one.
STUDY = """kind = "ligand-shell"
[shell]
size = [[31, 31], [33, 33]]
n_a = 480
chi_G = ["1 RT", "2 RT", "3 RT", "4 RT", "5 RT", "6 RT"]
[sampling]
equilibration_sweeps = 1000
sampling_sweeps = 8000
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

    def test_truncated_checkpoint_is_refused_and_kept(self):
        process = self.start("cut", "-q")
        self.wait_for_checkpoint("cut", process)
        process.kill()
        process.communicate()
        checkpoint = self.folder / "cut/checkpoint.h5"
        checkpoint.write_bytes(checkpoint.read_bytes()[:300])
        result = nacre("run", "study.toml", "--out", "cut", "--resume", cwd=self.folder)
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("checkpoint.h5", result.stderr)
        self.assertTrue(checkpoint.exists())

    def test_other_settings_are_not_resumed(self):
        process = self.start("other", "-q")
        self.wait_for_checkpoint("other", process)
        process.kill()
        process.communicate()
        before = (self.folder / "other/study.toml").read_text()
        result = nacre("run", "study.toml", "--out", "other", "--resume", "--set", "seed=7", cwd=self.folder)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn("one of another study", result.stderr)
        self.assertEqual((self.folder / "other/study.toml").read_text(), before)

    def test_two_runs_never_share_a_folder(self):
        process = self.start("shared", "-q")
        self.wait_for_checkpoint("shared", process)
        process.send_signal(signal.SIGSTOP)  # it still holds its folder, and cannot end too early
        for option in ("--resume", "--force"):
            result = nacre("run", "study.toml", "--out", "shared", option, cwd=self.folder)
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn("another nacre is writing", result.stderr)
        process.send_signal(signal.SIGCONT)
        process.communicate()
        self.assertEqual(process.returncode, 0)

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
