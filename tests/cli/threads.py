"""One thread and two give the same numbers. Under the thread sanitizer it also finds races of whole studies."""

import json
import unittest

from nacre_cli import ROOT, FolderCase, nacre

# Every kind that runs loops in parallel, as small as it comes.
STUDIES = {
    "ligand-patterning/c6-c10": [],
    "ligand-patterning/titration-c6": ["fit.intervals=\"both\"", "fit.replicas=20"],
    "ligand-patterning/plan-titration": [],
    "ligand-patterning/sites-spread": [],
    "ligand-patterning/shell-3nm": ["sampling.sampling_sweeps=2000", "sampling.equilibration_sweeps=100",
                                    "shell.engine=[\"multi-spin\", \"plain\"]"],
    "ligand-patterning/series-c6-c10": [],
    "superfocusing/regime-laws": [],
    "superfocusing/saxs-measured": [],
    "superfocusing/emission-absorption": ["fit.order=\"independent\""],
    "magic-size-cluster/temperatures": [],
    "magic-size-cluster/composition-made": [],
    "magic-size-cluster/mine-clusters": ["mining.sizes=[20, 24, 2]", "mining.forms=sphere", "mining.replicas=1"],
    "magic-size-cluster/pdf-nickel": ["reduction.r_max=\"16 A\""],
    "magic-size-cluster/build-cds-stacking": [],
    "superfocusing/cdse-run3": [],
    "magic-size-cluster/hexagonal-saxs": [],
    "magic-size-cluster/pdf-two-phase": ["fit.random_starts=3", "range.r_max=\"8 A\""],
    "magic-size-cluster/wurtzite-vs-zincblende-patterns": ["cluster.diameter=[\"17.5 A\", \"60 A\"]"],
    "superfocusing/saxs-growth": ["data.every=50", "inversion.frames=4"],
    "magic-size-cluster/exafs-copper": [],
    "superfocusing/figure-5": ["solver.tolerance=1e-3", "solver.resolution=20"],
}


class Threads(FolderCase):
    def results(self, study, settings, threads):
        out = self.folder / threads
        options = [option for setting in settings for option in ("--set", setting)]
        result = nacre("run", ROOT / f"studies/{study}.toml", "--out", out, "--quiet", "--threads", threads, *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        summary = json.loads((out / "summary.json").read_text())
        tables = {path.name: path.read_text() for path in sorted((out / "tables").iterdir())}
        return summary["quantities"], tables


def test_of(study, settings):
    def test(self):
        self.assertEqual(self.results(study, settings, "1"), self.results(study, settings, "2"))

    return test


for name, options in STUDIES.items():
    setattr(Threads, "test_" + name.split("/")[1].replace("-", "_"), test_of(name, options))

if __name__ == "__main__":
    unittest.main(verbosity=2)
