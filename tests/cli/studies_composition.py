"""The shipped composition studies, run as a user runs them, against the paper and against their truth."""

import csv
import json
import unittest

from nacre_cli import ROOT, FolderCase, nacre

CD, S, PHAC = 112.41, 32.06, 8 * 12.011 + 7 * 1.008 + 2 * 15.999


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def off(value, low, high, error):
    return max(low - value, value - high, 0) / error


class Composition(FolderCase):
    def run_study(self, study, *options):
        out = self.folder / study.split("/")[1]
        result = nacre("run", ROOT / f"studies/{study}.toml", "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        summary = json.loads((out / "summary.json").read_text())
        return out, summary, {q["name"]: q for q in summary["quantities"]}

    def test_every_formula_of_the_magic_size_clusters(self):
        out, summary, found = self.run_study("magic-size-cluster/composition-msc")
        error = 2.45 / 1.3 * ((0.05 / 2.45) ** 2 + (0.02 / 1.3) ** 2) ** 0.5
        expected = set()
        for cd in range(1, 50):
            for s in range(1, 60):
                if off(cd / s, 2.4 / 1.3, 2.5 / 1.3, error) > 2:
                    continue
                core = cd * CD + s * S
                for ligands in range(1, 60):
                    share = ligands * PHAC / (core + ligands * PHAC)
                    if off(share, 0.452, 0.459, 0.01) > 2:
                        continue
                    for kept in range(ligands + 1):
                        if off(core + kept * PHAC, 5158.417, 5163.844, 5) <= 2:
                            expected.add((cd, s, ligands, round(core + kept * PHAC, 6)))
        rows = table(out / "tables/formulas.csv")
        listed = {(int(r["n_Cd"]), int(r["n_S"]), int(r["n_PhAc"]), round(float(r["ion_Da"]), 6)) for r in rows}
        self.assertEqual(listed, expected)
        self.assertEqual(len(rows), found["formulas"]["value"])
        self.assertTrue(1.8 < found["ratio_corrected"]["value"] < 1.95)
        self.assertIn("contradict charge balance", summary["warnings"][0])
        self.assertIn("37", [row["n_Cd"] for row in table(out / "tables/known.csv")])

    def test_made_cluster_is_found(self):
        out, summary, found = self.run_study("magic-size-cluster/composition-made")
        first = table(out / "tables/formulas.csv")[0]
        self.assertEqual((first["formula"], first["known"]), ("Cd35S20(PhAc)30", "tetrahedron"))
        self.assertEqual(summary["warnings"], [])
        for name, truth in {"comb_spacing": 382.69, "mass": 8494.67, "ligand_share": 46.98}.items():
            self.assertLess(abs(found[name]["value"] - truth), 2 * found[name]["uncertainty"], name)

    def test_ligands_on_sites_as_in_table_s9(self):
        _, _, found = self.run_study("ligand-patterning/tga-c6")
        for name, truth in {"ligands_per_site_1": 0.80, "ligands_per_site_2": 0.16, "ligands_per_site": 0.96}.items():
            self.assertLess(abs(found[name]["value"] - truth), 2 * found[name]["uncertainty"], name)


if __name__ == "__main__":
    unittest.main()
