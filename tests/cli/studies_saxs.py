"""Scattering curves and series, run as a user runs them: a measured curve, a kill, bad frames."""

import csv
import json
import math
import subprocess
import time
import unittest

from nacre_cli import NACRE, ROOT, FolderCase, nacre

STUDIES = ROOT / "studies/superfocusing"


def rows_of(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Studies(FolderCase):
    def test_a_measured_curve_that_no_single_model_describes(self):
        out = self.folder / "measured"
        result = nacre("run", STUDIES / "saxs-measured.toml", "--out", out, "--quiet")
        self.assertEqual(result.returncode, 0, result.stderr)
        scan = {row["distribution"]: row for row in rows_of(out / "tables/scan.csv")}
        for row in scan.values():
            self.assertTrue(1.8 < float(row["radius"]) < 2.4, row)
            self.assertGreater(float(row["chi2_reduced"]), 4)
        self.assertIn("the reduced chi2 is ", (out / "summary.json").read_text())


class Resume(FolderCase):
    def test_kill_and_resume_gives_the_same_table(self):
        study = self.folder / "study.toml"
        study.write_text(f'kind = "saxs"\n[data]\nfile = "{STUDIES / "saxs-gaussian.h5"}"\n'
                         '[model]\ncontrast = "36.2e10 1/cm2"\n')
        self.assertEqual(nacre("run", study, "--out", "whole", "-q", cwd=self.folder).returncode, 0)
        process = subprocess.Popen([NACRE, "run", study, "--out", "killed", "-q", "--threads", "1"], cwd=self.folder,
                                   stderr=subprocess.PIPE)
        deadline = time.monotonic() + 120
        while not (self.folder / "killed/checkpoint.h5").exists():
            self.assertLess(time.monotonic(), deadline)
            self.assertIsNone(process.poll(), "the run ended before it could be stopped")
            time.sleep(0.001)
        process.kill()
        process.communicate()
        self.assertFalse((self.folder / "killed/summary.json").exists())
        resumed = nacre("run", study, "--out", "killed", "--resume", cwd=self.folder)
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        self.assertIn("resuming: ", resumed.stderr)
        for name in ("tables/frames.csv", "summary.json", "figures.json"):
            self.assertEqual((self.folder / "killed" / name).read_bytes(), (self.folder / "whole" / name).read_bytes(), name)


def curve(seed):
    lines = ["q (1/nm) I (1/cm) dI (1/cm)"]
    for i in range(40):
        q = 0.1 * 1.08**i
        y = 5 * math.exp(-q * q * 1.1) + 0.01
        lines.append(f"{q:.5f} {y * (1 + 0.01 * math.sin(7.3 * i + seed)):.6f} {0.01 * y:.6f}")
    return "\n".join(lines) + "\n"


class BadFrames(FolderCase):
    def test_a_bad_frame_is_marked_and_does_not_stop_the_series(self):
        frames = self.folder / "frames"
        frames.mkdir()
        for i in range(1, 8):
            (frames / f"frame-{i}.dat").write_text(curve(i))
        (frames / "frame-3.dat").write_text(curve(3).replace("0.10800", "nonsense"))
        (frames / "frame-6.dat").write_text("")
        study = self.folder / "study.toml"
        study.write_text('kind = "saxs"\n[data]\nfile = "frames"\n[model]\ncontrast = "40e10 1/cm2"\n')
        result = nacre("run", study, "--out", "run", cwd=self.folder)
        self.assertEqual(result.returncode, 5, result.stderr)
        summary = json.loads((self.folder / "run/summary.json").read_text())
        self.assertEqual(summary["status"], "partial")
        warnings = " ".join(summary["warnings"])
        for name in ("frame-3.dat", "frame-6.dat"):
            self.assertIn(name + ", unusable: ", warnings)
        rows = rows_of(self.folder / "run/tables/frames.csv")
        self.assertEqual([row["status"] == "unusable" for row in rows], [False, False, True, False, False, True, False])
        self.assertTrue(all(row["message"] for row in rows if row["status"] == "unusable"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
