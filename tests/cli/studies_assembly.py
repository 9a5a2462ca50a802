"""The shipped assemblies as a user runs them, in sizes that take seconds; what they leave behind."""

import csv
import json
import os
import unittest

from nacre_cli import ROOT, FolderCase, nacre

STUDIES = ROOT / "studies/binary-superlattice"

# Sizes and schedules in place of those that ship.
SMALL = {
    "alb2-narrow": ["particles.number=600", 'schedule.stages=["compress to 0.5642 in 2000"]'],
    "alb2-wide": ["particles.number=600", 'schedule.stages=["compress to 0.5642 in 1000"]'],
    "alb2-droplet": ["particles.number=600", 'schedule.stages=["evaporate to 0.5305 in 2000"]'],
    "nazn13-droplet": ["particles.number=700", 'schedule.stages=["evaporate to 0.5305 in 2000"]'],
    "fcc": ["particles.number=500", 'schedule.stages=["compress to 0.5005 in 1500", "hold 500"]'],
    "lennard-jones": ["particles.number=864", "start.density=[0.7,0.8]", "potential.kT=1.0", 'schedule.stages=["hold 300", "hold 900"]'],
    "alb2-seed": ["particles.number=1800", 'schedule.stages=["hold 1500"]', "sampling.order_every=500"],
    "repulsive": ["particles.number=600", 'schedule.stages=["compress to 0.541 in 2000"]'],
    "shallow": ["particles.number=600", 'schedule.stages=["compress to 0.541 in 2000"]'],
    "weak-small-pairs": ["particles.number=700", 'schedule.stages=["compress to 0.5405 in 2000"]'],
    "flat-walls": ["particles.number=600", 'schedule.stages=["compress to 0.5452 in 2000"]'],
}
FEW = ["sampling.frames=3", "sampling.order_every=500", "sampling.curves_every=500"]


def rows_of(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Assembly(FolderCase):
    def run_study(self, path, name, settings, code=0):
        options = [word for text in settings for word in ("--set", text)]
        result = nacre("run", path, "--out", self.folder / name, "--quiet", *options)
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertEqual("nacre: " in result.stderr, code != 0, "quiet runs tell what goes wrong, and nothing else")
        return self.folder / name, json.loads((self.folder / name / "summary.json").read_text())

    def shipped(self, name, more=()):
        out, summary = self.run_study(STUDIES / f"{name}.toml", name, [*SMALL[name], *FEW, *more])
        self.assertNotIn("time_step", " ".join(summary["warnings"]), name)
        return out, summary

    def value(self, summary, name):
        return next(q["value"] for q in summary["quantities"] if q["name"] == name)

    def test_every_shipped_study_is_here_and_may_run_in_its_own_size(self):
        self.assertEqual(sorted(SMALL), sorted(path.stem for path in STUDIES.glob("*.toml")))
        for name in SMALL:
            with self.subTest(name):
                text = (STUDIES / f"{name}.toml").read_text()
                self.assertIn("--set particles.number=270", text)
                result = nacre("check", STUDIES / f"{name}.toml")
                self.assertEqual(result.returncode, 0, result.stderr)
                number = "27006" if "particles.number=27006" in text else "27000"
                result = nacre("check", STUDIES / f"{name}.toml", "--set", f"particles.number={number}")
                self.assertEqual(result.returncode, 0, result.stderr)

    def test_all_run(self):
        for name in sorted(SMALL):
            if name in ("alb2-droplet", "alb2-seed"):
                continue
            with self.subTest(name):
                out, summary = self.shipped(name)
                self.assertEqual(summary["status"], "ok")
                self.assertTrue((out / "report.html").exists())
                self.assertGreater(len(rows_of(out / "tables/thermo.csv")), 10)

    def test_a_slab_is_crystalline_and_no_first_nucleus(self):
        _, summary = self.shipped("alb2-seed")
        self.assertTrue(0.1 < self.value(summary, "crystalline_fraction_initial") < 0.6)
        self.assertNotIn("nucleation_packing", [q["name"] for q in summary["quantities"]])

    def test_nobody_leaves_the_droplet(self):
        out, summary = self.shipped("alb2-droplet")
        self.assertNotEqual(self.value(summary, "packing_final"), self.value(summary, "packing_final_sigma"))
        radius = float(rows_of(out / "tables/thermo.csv")[-1]["length"])
        lines = (out / "files/run.xyz").read_text().splitlines()
        for line in lines[-600:]:
            x, y, z = map(float, line.split()[1:4])
            self.assertLess((x * x + y * y + z * z) ** 0.5, radius)

    def test_a_step_that_blows_up_keeps_the_last_good_frame(self):
        settings = ["particles.number=300", "simulation.time_step=0.02", "start.packing=0.5",
                    'schedule.stages=["hold 5000"]']
        out, summary = self.run_study(STUDIES / "alb2-narrow.toml", "blown", settings, code=4)
        self.assertEqual(summary["status"], "not_converged")
        self.assertIn("particle", summary["warnings"][0])
        self.assertIn("time_step", " ".join(summary["warnings"]))
        self.assertIn("Lattice", (out / "files/run.xyz").read_text())

    def test_lammps_that_is_not_there(self):
        study = self.folder / "study.toml"
        study.write_text('kind = "assembly"\n[particles]\nnumber = 300\n[potential]\nwell_depth = 2\n[start]\npacking = 0.4\n'
                         '[simulation]\nengine = "lammps"\n[schedule]\nstages = ["hold 100"]\n')
        path = os.environ["PATH"]
        os.environ["PATH"] = str(self.folder)
        try:
            result = nacre("run", study, "--out", self.folder / "out")
        finally:
            os.environ["PATH"] = path
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("lmp", result.stderr)

    def test_new_is_ready_to_run(self):
        self.assertEqual(nacre("new", "assembly", cwd=self.folder).returncode, 0)
        result = nacre("run", "assembly.toml", "--quiet", "--set", "particles.number=300", "--set",
                       'schedule.stages=["hold 500"]', cwd=self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
