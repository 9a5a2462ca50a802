"""The shipped EXAFS studies, run as a user runs them, against larch and against one another."""

import csv
import json
import math
import unittest

from nacre_cli import ROOT, FolderCase, nacre


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Exafs(FolderCase):
    def run_study(self, name, *options):
        out = self.folder / name
        result = nacre("run", ROOT / f"studies/magic-size-cluster/{name}.toml", "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        summary = json.loads((out / "summary.json").read_text())
        self.assertEqual((summary["status"], summary["warnings"]), ("ok", []))
        return out, summary

    def test_two_scans_of_cds(self):
        out, summary = self.run_study("exafs-cds")
        found = {q["name"]: q["value"] for q in summary["quantities"]}
        self.assertLess(abs(found["e0"] - 26714.652), 0.01)  # larch
        self.assertLess(abs(found["edge_step"] - 0.40539), 1e-5)  # larch
        self.assertLess(found["difference"], 0.055)
        self.assertTrue(0.5 < found["difference_over_noise"] < 3, found)
        chi = {}
        for row in table(out / "tables/chi.csv"):
            chi.setdefault(row["spectrum"], []).append((float(row["k_per_A"]), float(row["chi"])))
        self.assertEqual(len(chi), 3)
        one, two = chi["CdS_10K_01"], chi["CdS_10K_02"]
        rows = [(k, a, b) for (k, a), (_, b) in zip(one, two) if 3 <= k <= 12]
        product = sum(k**4 * a * b for k, a, b in rows)
        norms = math.sqrt(sum(k**4 * a * a for k, a, _ in rows) * sum(k**4 * b * b for k, _, b in rows))
        self.assertGreater(product / norms, 0.998)

    def test_the_second_scan_has_the_distance_of_the_first(self):
        _, summary = self.run_study("exafs-cds-ratio")
        found = {q["name"]: q for q in summary["quantities"]}
        self.assertLess(abs(found["r"]["value"] - 2.526), 0.003)
        self.assertLess(found["r"]["uncertainty"], 0.003)
        self.assertLess(abs(found["n"]["value"] - 4), 0.3)

    def test_copper_cold_and_warm(self):
        out, summary = self.run_study("exafs-copper")
        cold, warm = table(out / "tables/shells.csv")
        for row in (cold, warm):
            self.assertLess(abs(float(row["R_A"]) - 2.55), 0.015)
            self.assertLess(float(row["R_factor"]), 0.01)
        self.assertTrue(0.0028 < float(cold["sigma2_A2"]) < 0.0042, cold)
        self.assertTrue(0.0075 < float(warm["sigma2_A2"]) < 0.0100, warm)
        self.assertEqual([fit["converged"] for fit in summary["fits"]], [True, True])


if __name__ == "__main__":
    unittest.main()
