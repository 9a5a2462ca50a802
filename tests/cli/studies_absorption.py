"""The shipped absorption studies, run as a user runs them, against the truth they were made from."""

import csv
import json
import unittest

from nacre_cli import ROOT, FolderCase, nacre


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Absorption(FolderCase):
    def run_study(self, paper, name, *options, code=0):
        out = self.folder / name
        result = nacre("run", ROOT / f"studies/{paper}/{name}.toml", "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, code, result.stderr)
        summary = json.loads((out / "summary.json").read_text())
        return out, summary

    def test_nucleation_takes_a_fifth_of_the_reaction_time(self):
        out, summary = self.run_study("superfocusing", "figure-2-absorption")
        self.assertEqual((summary["status"], summary["warnings"]), ("ok", []))
        found = {q["name"]: q for q in summary["quantities"]}
        truth = {"nucleation_share": 0.20134, "t98_concentration": 78.24, "t98_yield": 388.6, "radius_final": 2.19893}
        for name, value in truth.items():
            self.assertLess(abs(found[name]["value"] - value), 2 * found[name]["uncertainty"], name)
        rows = table(out / "tables/frames.csv")
        for row, made in zip(rows, table(ROOT / "studies/superfocusing/absorption-truth.csv"), strict=True):
            off = float(row["radius_nm"]) - float(made["radius_nm"])
            self.assertLess(abs(off), 4 * float(row["radius_err_nm"]), row["frame"])

    def test_measured_spectra_grow_redder(self):
        out, summary = self.run_study("superfocusing", "cdse-run3")
        rows = table(out / "tables/frames.csv")
        self.assertEqual([row["status"] for row in rows], ["ok"] * 18)
        peaks = [float(row["peak_nm"]) for row in rows]
        self.assertEqual(peaks, sorted(peaks))
        self.assertTrue(495 < peaks[0] < 506 and 533 < peaks[-1] < 541, peaks)
        self.assertIn("moves by", summary["warnings"][0])

    def test_solvents_differ_and_dilutions_are_linear(self):
        for name, ratio in (("dilution", 1.16 / 1.02), ("dilution-322", 0.93 / 0.84)):
            out, summary = self.run_study("magic-size-cluster", name)
            self.assertEqual([row["verdict"] for row in table(out / "tables/dilution.csv")], ["linear", "linear"])
            found = [q for q in summary["quantities"] if q["name"] == "slope_ratio"]
            self.assertEqual(len(found), 1)
            self.assertLess(abs(found[0]["value"] - ratio), 3 * found[0]["uncertainty"])

    def test_one_bad_spectrum_makes_the_run_partial(self):
        source = ROOT / "studies/superfocusing"
        text = (source / "absorption.csv").read_text()
        (self.folder / "absorption.csv").write_text(self.with_nan(text))
        (self.folder / "study.toml").write_text((source / "figure-2-absorption.toml").read_text())
        out = self.folder / "partial"
        result = nacre("run", self.folder / "study.toml", "--out", out, "--quiet")
        self.assertEqual(result.returncode, 5, result.stderr)
        rows = table(out / "tables/frames.csv")
        self.assertEqual(sum(row["status"] == "ok" for row in rows), 15)
        self.assertEqual(json.loads((out / "summary.json").read_text())["status"], "partial")
        self.assertTrue((out / "report.html").exists())

    @staticmethod
    def with_nan(text):
        lines = text.splitlines()
        at = next(i for i, line in enumerate(lines) if line.startswith("400,"))
        cells = lines[at].split(",")
        cells[4] = "nan"
        lines[at] = ",".join(cells)
        return "\n".join(lines) + "\n"


if __name__ == "__main__":
    unittest.main()
