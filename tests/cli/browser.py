"""Reports of shipped studies in headless Chromium: no console errors, charts there, light and dark."""

import subprocess
import sys
import unittest

from nacre_cli import ROOT, FolderCase, nacre


class Reports(FolderCase):
    def check(self, study, *options, paper="ligand-patterning", largest=1_000_000):
        out = self.folder / "run"
        result = nacre("run", ROOT / "studies" / paper / study, "--out", out, "-q", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertLess((out / "report.html").stat().st_size, largest)
        checked = subprocess.run([sys.executable, ROOT / "tests/report/browser_check.py", out / "report.html"],
                                 capture_output=True, text=True)
        if checked.returncode == 77:
            self.skipTest("no Chromium found")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_mixing(self):
        self.check("c6-c10.toml")

    def test_shell(self):
        self.check("figure-2.toml", "--set", "sampling.equilibration_sweeps=20", "--set", "sampling.sampling_sweeps=400")

    def test_assembly(self):
        self.check("alb2-narrow.toml", "--set", "particles.number=600", "--set", 'schedule.stages=["hold 2000"]',
                   paper="binary-superlattice", largest=1_500_000)


if __name__ == "__main__":
    unittest.main()
