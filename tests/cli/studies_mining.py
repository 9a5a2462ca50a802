"""The shipped search for a cluster, run as a user runs it, against the cluster that its data were made of."""

import csv
import json
import unittest

from nacre_cli import ROOT, FolderCase, nacre


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Mining(FolderCase):
    def test_the_cluster_is_found_among_hundreds(self):
        out = self.folder / "mined"
        study = ROOT / "studies/magic-size-cluster/mine-clusters.toml"
        result = nacre("run", study, "--out", out, "--quiet")
        self.assertEqual(result.returncode, 0, result.stderr)
        summary = json.loads((out / "summary.json").read_text())
        found = {q["name"]: q for q in summary["quantities"]}
        rows = table(out / "tables/candidates.csv")
        self.assertGreater(len(rows), 300)
        self.assertEqual(rows[0]["formula"], "Cd161Se120")
        self.assertEqual(len(rows), found["candidates"]["value"])
        self.assertLess(found["within_noise"]["value"], 5)
        for name, truth in {"U": 0.012, "expansion": 0.995, "delta2": 2.5, "scale": 0.9}.items():
            self.assertLess(abs(found[name]["value"] - truth), 2 * found[name]["uncertainty"], name)
        self.assertEqual(summary["warnings"], [])


if __name__ == "__main__":
    unittest.main()
