"""The shipped study of powder patterns, run as a user runs it, against published reflections."""

import csv
import json
import unittest

from nacre_cli import ROOT, FolderCase, nacre


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Diffraction(FolderCase):
    def test_wurtzite_and_zinc_blende(self):
        out = self.folder / "run"
        study = ROOT / "studies/magic-size-cluster/wurtzite-vs-zincblende-patterns.toml"
        result = nacre("run", study, "--out", out, "--quiet")
        self.assertEqual(result.returncode, 0, result.stderr)
        rows = {(row["structure"], row["hkl"]): row for row in table(out / "tables/reflections.csv")}
        # Powder diffraction files 6-314 and 10-454.
        published = {("wurtzite CdS", "(100)"): 3.583, ("wurtzite CdS", "(002)"): 3.357, ("wurtzite CdS", "(101)"): 3.160,
                     ("wurtzite CdS", "(102)"): 2.450, ("wurtzite CdS", "(110)"): 2.068, ("wurtzite CdS", "(103)"): 1.898,
                     ("zinc-blende CdS", "(111)"): 3.36, ("zinc-blende CdS", "(220)"): 2.058,
                     ("zinc-blende CdS", "(311)"): 1.753}
        for key, spacing in published.items():
            self.assertAlmostEqual(float(rows[key]["d_A"]), spacing, delta=0.003, msg=key)
        self.assertNotIn(("wurtzite CdS", "(001)"), rows)
        quantities = json.loads((out / "summary.json").read_text())["quantities"]
        self.assertEqual(sum(q["name"] == "atoms" for q in quantities), 8)
        pairs = [row for row in table(out / "tables/comparison.csv") if row["differ"] == "structure"]
        same_size = [float(row["difference"]) for row in pairs
                     if row["first"].split(", ")[1] == row["second"].split(", ")[1]]
        self.assertEqual(same_size, sorted(same_size), "larger clusters differ more")
        self.assertTrue(0.2 < same_size[0] < 0.35 and 0.75 < same_size[-1] < 0.9, same_size)


if __name__ == "__main__":
    unittest.main()
