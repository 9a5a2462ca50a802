"""A simulation that is killed at any moment goes on to the same bits; threads change nothing; a full disk is survived."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest

from nacre_cli import NACRE, FolderCase, nacre

STUDY = """kind = "assembly"
[particles]
number = 300
[potential]
well_depth = 2.0
cutoff = 1.4
[start]
packing = 0.45
[simulation]
ensemble = "{ensemble}"
precision = "{precision}"
[schedule]
stages = ["hold 2000", "compress to 0.453 in 18000"]
[sampling]
thermo_every = 100
order_every = 500
curves_every = 500
frames = 9
checkpoint_every = 500
"""


class Resume(FolderCase):
    def study(self, ensemble="langevin", precision="mixed"):
        (self.folder / "study.toml").write_text(STUDY.format(ensemble=ensemble, precision=precision))

    def start(self, out, *options, **popen):
        return subprocess.Popen([NACRE, "run", "study.toml", "--out", out, "--quiet", *options], cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **popen)

    def whole(self, out, *options):
        result = nacre("run", "study.toml", "--out", out, "--quiet", *options, cwd=self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)

    def bits(self, out):
        """Everything that must be the same, byte for byte."""
        run = self.folder / out
        files = ["files/run.gsd", "files/run.xyz", "summary.json", "results.h5"]
        files += [f"tables/{path.name}" for path in sorted((run / "tables").iterdir())]
        return {name: (run / name).read_bytes() for name in files}

    def assert_same(self, out, other):
        one, two = self.bits(out), self.bits(other)
        self.assertEqual(sorted(one), sorted(two))
        for name in one:
            self.assertTrue(one[name] == two[name], f"{name} of {out} and {other} differ")

    def kill_once(self, out, after, *options):
        """True if the run was killed, False if it had ended before, or had only to leave."""
        process = self.start(out, *options)
        try:
            _, talk = process.communicate(timeout=after)
            self.assertEqual(process.returncode, 0, talk)
            return False
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return not (self.folder / out / "summary.json").exists()

    def test_killed_at_random_moments(self):
        for ensemble, precision, seed in (("langevin", "mixed", 1), ("nvt", "double", 2)):
            with self.subTest(ensemble):
                self.study(ensemble, precision)
                whole, killed = f"whole-{seed}", f"killed-{seed}"
                begin = time.monotonic()
                self.whole(whole)
                takes = time.monotonic() - begin
                moments = random.Random(seed)
                kills, options = 0, []
                for _ in range(40):  # a run that came to its end all the same is compared, and begun again
                    if self.kill_once(killed, moments.uniform(0.02, 0.4) * takes, *options):
                        kills += 1
                    else:
                        self.assert_same(whole, killed)
                        shutil.rmtree(self.folder / killed)
                    options = ["--resume"] if (self.folder / killed / ".nacre-run").exists() else []
                    if kills == 10:
                        break
                self.assertEqual(kills, 10, "the run was too short to be killed")
                self.whole(killed, *options)
                self.assert_same(whole, killed)

    def test_threads_change_nothing(self):
        self.study()
        self.whole("one", "--threads", "1")
        self.whole("two", "--threads", "2")
        self.assert_same("one", "two")

    def test_stopped_cleanly(self):
        self.study()
        self.whole("whole")
        process = self.start("stopped")
        deadline = time.monotonic() + 60
        while not (self.folder / "stopped/checkpoint.h5").exists():
            self.assertLess(time.monotonic(), deadline)
            self.assertIsNone(process.poll(), "the run ended before it could be stopped")
            time.sleep(0.002)
        process.send_signal(signal.SIGTERM)
        _, talk = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, talk)
        self.assertIn("--resume", talk)
        self.whole("stopped", "--resume")
        self.assert_same("whole", "stopped")

    def test_a_full_disk_stops_with_a_message_and_a_valid_checkpoint(self):
        self.study()
        self.whole("whole")
        size = (self.folder / "whole/files/run.xyz").stat().st_size
        # Python ignores the signal of a file that grows too large, and so does what it starts: writing fails instead.
        limit = int(0.6 * size)
        process = self.start("full", restore_signals=False,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        _, talk = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 3, talk)
        self.assertIn("full/files/run.", talk)
        self.assertTrue((self.folder / "full/checkpoint.h5").exists())
        self.assertFalse((self.folder / "full/summary.json").exists())
        self.whole("full", "--resume")
        self.assert_same("whole", "full")

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_a_folder_that_becomes_unwritable(self):
        self.study()
        process = self.start("locked")
        while not (self.folder / "locked/checkpoint.h5").exists():
            time.sleep(0.002)
        (self.folder / "locked").chmod(0o500)
        _, talk = process.communicate(timeout=120)
        (self.folder / "locked").chmod(0o700)
        self.assertEqual(process.returncode, 3, talk)
        self.whole("locked", "--resume")


if __name__ == "__main__":
    unittest.main(verbosity=2 if "-v" in sys.argv else 1)
