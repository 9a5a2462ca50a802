"""Clusters are built as a user builds them: shipped studies, files of other programs in and out."""

import csv
import json
import unittest

from nacre_cli import ROOT, FolderCase, nacre


def rows_of(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Build(FolderCase):
    def run_study(self, path, name, *options):
        out = self.folder / name
        result = nacre("run", path, "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return out, json.loads((out / "summary.json").read_text())

    def shipped(self, name):
        return self.run_study(ROOT / f"studies/magic-size-cluster/{name}.toml", name)

    def study(self, text):
        path = self.folder / "study.toml"
        path.write_text('kind = "build"\n' + text)
        return path

    def test_tetrahedra_are_the_magic_sizes(self):
        out, summary = self.shipped("build-cds")
        self.assertEqual(summary["warnings"], [])
        formulas = [row["formula"] for row in rows_of(out / "tables/scan.csv")]
        self.assertEqual(formulas, ["Cd20S10", "Cd35S20", "Cd56S35", "Cd84S56"])
        mass = [q["value"] for q in summary["quantities"] if q["name"] == "molar_mass"]
        self.assertAlmostEqual(mass[1], 35 * 112.41 + 20 * 32.06, delta=0.5)
        self.assertEqual((out / "files/cluster-2.xyz").read_text().splitlines()[0], "55")

    def test_spheres_and_stackings(self):
        out, summary = self.shipped("build-cds-spheres")
        self.assertEqual(summary["warnings"], [])
        atoms = [int(row["atoms"]) for row in rows_of(out / "tables/scan.csv")]
        self.assertEqual(atoms, sorted(atoms))
        out, summary = self.shipped("build-cds-stacking")
        share = [q["value"] for q in summary["quantities"] if q["name"] == "hexagonality"]
        self.assertEqual(share[:2], [0, 1])
        self.assertTrue(0 < share[2] < 1, share)

    def test_written_files_are_read_again(self):
        text = '[crystal]\nelements = "Cd, S"\na = 5.82\n[cluster]\ndiameter = "18 A"\n'
        out, first = self.run_study(self.study(text), "first")
        study = self.study(f'[cluster]\nfile = "{out / "files/cluster.xyz"}"\n')
        again, second = self.run_study(study, "second")
        value = {q["name"]: q["value"] for q in first["quantities"]}
        for quantity in second["quantities"]:
            self.assertAlmostEqual(quantity["value"], value[quantity["name"]], delta=2e-6 * abs(value[quantity["name"]]))
        study = self.study(f'[crystal]\nfile = "{out / "files/cluster.cif"}"\n[cluster]\ndiameter = 30\ncentre_at = [0.5, 0.5, 0.5]\n')
        boxed, third = self.run_study(study, "third")
        self.assertEqual(third["quantities"][0]["value"], value["atoms"])

    def test_a_finished_run_is_replaced_with_its_files(self):
        path = self.study('[crystal]\nelements = "Cd, S"\na = 5.82\n[cluster]\ndiameter = "18 A"\n')
        self.run_study(path, "run")
        self.run_study(path, "run", "--force")


if __name__ == "__main__":
    unittest.main(verbosity=2)
