"""The shipped study of Bragg peaks, run as a user runs it, against what its curves were made from."""

import csv
import json
import math
import unittest

from nacre_cli import ROOT, FolderCase, nacre


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Bragg(FolderCase):
    def test_hexagonal_saxs(self):
        out = self.folder / "run"
        result = nacre("run", ROOT / "studies/magic-size-cluster/hexagonal-saxs.toml", "--out", out, "--quiet")
        self.assertEqual(result.returncode, 0, result.stderr)
        quantities = json.loads((out / "summary.json").read_text())["quantities"]
        for name, spacing in (("hexagonal-311", 20.5), ("hexagonal-322", 22.5)):
            found = {q["name"]: q for q in quantities if q["case"]["file"] == name}
            off = abs(found["d_1"]["value"] - spacing)
            self.assertLess(off, 4 * found["d_1"]["uncertainty"], name)
            # The paper's sizes: spacing less a gap of 3.0 A.
            self.assertAlmostEqual(found["size_from_spacing"]["value"], spacing - 3.0, delta=0.02)
            centre = found["centre_to_centre"]
            self.assertLess(abs(centre["value"] - 2 * spacing / math.sqrt(3)), 3 * centre["uncertainty"], name)
            rows = [row for row in table(out / "tables/ranking.csv") if row["case"] == name]
            self.assertEqual(rows[0]["lattice"], "hexagonal")
            self.assertEqual([row["verdict"] for row in rows], ["fits"] + ["rejected"] * 6)
            reasons = {row["lattice"]: row["reason"] for row in rows}
            self.assertIn("has no place", reasons["lamellar"])
            self.assertIn("(110)", reasons["sc"])
            self.assertIn("is missing", reasons["fcc"])


if __name__ == "__main__":
    unittest.main()
