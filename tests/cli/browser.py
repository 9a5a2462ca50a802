"""Reports of shipped studies in headless Chromium: no console errors, charts there, light and dark."""

import subprocess
import sys
import unittest

from nacre_cli import ROOT, FolderCase, nacre


class Reports(FolderCase):
    def check(self, study, *options):
        out = self.folder / "run"
        result = nacre("run", ROOT / "studies/ligand-patterning" / study, "--out", out, "-q", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertLess((out / "report.html").stat().st_size, 1_000_000)
        checked = subprocess.run([sys.executable, ROOT / "tests/report/browser_check.py", out / "report.html"],
                                 capture_output=True, text=True)
        if checked.returncode == 77:
            self.skipTest("no Chromium found")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_mixing(self):
        self.check("c6-c10.toml")

    def test_shell(self):
        self.check("figure-2.toml", "--set", "sampling.equilibration_sweeps=20", "--set", "sampling.sampling_sweeps=400")


if __name__ == "__main__":
    unittest.main()
