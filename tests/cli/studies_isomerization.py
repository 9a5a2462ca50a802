"""The shipped studies of the magic-size-cluster paper, run as a user runs them, against published numbers."""

import csv
import json
import unittest

from nacre_cli import ROOT, FolderCase, nacre

STUDIES = ROOT / "studies/magic-size-cluster"


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Isomerization(FolderCase):
    def run_study(self, name, *options):
        out = self.folder / "run"
        result = nacre("run", STUDIES / f"{name}.toml", "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        summary = json.loads((out / "summary.json").read_text())
        return {(q["name"], *q.get("case", {}).values()): q for q in summary["quantities"]}

    def assert_within(self, quantity, truth, sigmas=3):
        self.assertLess(abs(quantity["value"] - truth), sigmas * quantity["uncertainty"], quantity)

    def test_toluene_is_that_of_the_paper(self):
        found = self.run_study("arrhenius-toluene")
        for name, value, error in (("E_a", 276.9, 5.0), ("E_a_with_rounding", 276.9, 5.8)):
            self.assertAlmostEqual(found[(name,)]["value"], value, delta=0.05)
            self.assertAlmostEqual(found[(name,)]["uncertainty"], error, delta=0.05)
        self.assertAlmostEqual(found[("E_a_all_points",)]["value"], 262, delta=0.5)
        self.assertAlmostEqual(found[("E_a_all_points",)]["uncertainty"], 9, delta=0.5)
        self.assertAlmostEqual(found[("activation_enthalpy",)]["value"], 274, delta=0.5)
        self.assertAlmostEqual(found[("activation_entropy",)]["value"], 538, delta=0.5)
        uses = [row["use"] for row in table(self.folder / "run/tables/rates.csv")]
        self.assertEqual(sorted(uses), 5 * ["fitted"] + ["left out"])

    def test_cyclohexane_holds_the_printed_barrier_within_rounding(self):
        found = self.run_study("arrhenius-cyclohexane")
        self.assertAlmostEqual(found[("E_a",)]["value"], 276.6, delta=0.05)
        self.assertAlmostEqual(found[("E_a",)]["uncertainty"], 17, delta=0.5)
        reach = float(table(self.folder / "run/tables/activation.csv")[0]["rounding_reach"])
        self.assertLess(276.6 - 269.3, reach)

    def test_spectra_by_both_routes(self):
        found = self.run_study("spectra-52.5C")
        self.assert_within(found[("k",)], 0.047)
        self.assert_within(found[("k_overlap",)], 0.047)
        self.assertAlmostEqual(found[("overlap_now",)]["value"], 1.2461, delta=5e-5)
        self.assertAlmostEqual(found[("overlap_start",)]["value"], -0.2461, delta=5e-5)
        self.assertAlmostEqual(found[("isosbestic",)]["value"], 316.42, delta=0.1)
        self.assertEqual(found[("species",)]["value"], 2)
        first = table(self.folder / "run/tables/frames.csv")[0]
        self.assertEqual((first["frame"], first["use"]), ("0 min", "misses the isosbestic point"))

    def test_the_run_folder_of_a_name_with_a_dot(self):
        result = nacre("run", STUDIES / "spectra-52.5C.toml", "--quiet", cwd=self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(list(self.folder.glob("**/spectra-52.5C*/summary.json"))), 1)

    def test_temperatures_give_the_barrier(self):
        found = self.run_study("temperatures")
        self.assert_within(found[("E_a",)], 276.9)
        self.assert_within(found[("E_a_bound",)], 276.9)

    def test_made_studies_find_what_was_put_in(self):
        growth = self.run_study("growth-from-intermediate")
        self.assert_within(growth[("k1",)], 0.05)
        self.assert_within(growth[("k2",)], 0.012)

    def test_bands_that_move(self):
        found = self.run_study("peak-shift")
        self.assert_within(found[("k",)], 0.047)
        self.assert_within(found[("shift_a",)], 1.0)
        self.assert_within(found[("shift_b",)], 0.6)

    def test_two_states_by_both_routes(self):
        found = self.run_study("two-state")
        for suffix in ("", "_rates"):
            self.assert_within(found[("dH" + suffix,)], 60)
            self.assert_within(found[("T_c" + suffix,)], 306)
            self.assert_within(found[("dS" + suffix,)], 6e4 / 306)
        self.assertGreater(found[("p_agreement",)]["value"], 0.01)

    def test_methanol_is_a_catalyst_of_first_order(self):
        found = self.run_study("methanol")
        self.assert_within(found[("order",)], 1, sigmas=2)

    def test_replicates_scatter_as_the_paper_says(self):
        found = self.run_study("replicates")
        share = found[("k_scatter",)]["value"] / found[("k_mean",)]["value"]
        self.assertAlmostEqual(share, 0.06, delta=0.04)

    def test_a_bad_frame_is_named_and_the_rest_goes_on(self):
        lines = (STUDIES / "spectra-52.5C.csv").read_text().splitlines()
        cells = lines[10].split(",")
        cells[9] = "nan"
        lines[10] = ",".join(cells)
        (self.folder / "s.csv").write_text("\n".join(lines) + "\n")
        (self.folder / "study.toml").write_text('kind = "isomerization"\n[data]\nfile = "s.csv"\n')
        result = nacre("run", "study.toml", "--out", "out", cwd=self.folder)
        self.assertEqual(result.returncode, 5, result.stderr)
        self.assertIn("32 min", result.stdout + result.stderr)
        summary = json.loads((self.folder / "out/summary.json").read_text())
        self.assertEqual(summary["status"], "partial")


if __name__ == "__main__":
    unittest.main(verbosity=2)
