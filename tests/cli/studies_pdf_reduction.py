"""The shipped reduction of total scattering, run as a user runs it, beside the G(r) of another program."""

import csv
import json
import unittest

from nacre_cli import ROOT, FolderCase, nacre

STUDIES = ROOT / "studies/magic-size-cluster"


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Reduction(FolderCase):
    def run_study(self, path, name, *options):
        out = self.folder / name
        result = nacre("run", path, "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        summary = json.loads((out / "summary.json").read_text())
        return out, summary, {q["name"]: q for q in summary["quantities"]}

    def test_nickel_comes_out_as_the_other_program_has_it(self):
        out, summary, found = self.run_study(STUDIES / "pdf-nickel.toml", "nickel")
        self.assertGreater(found["compared_correlation"]["value"], 0.998)
        self.assertGreater(found["compared_correlation_same_cut"]["value"], 0.999)
        self.assertGreaterEqual(found["compared_peaks"]["value"], 30)
        self.assertLess(found["compared_miss_same_cut"]["value"], 0.005)
        self.assertLess(found["compared_miss"]["value"], 0.002)
        self.assertLess(found["compared_miss_max"]["value"], 0.01)
        self.assertLess(abs(found["compared_q_max"]["value"] - 26.5), 0.5)
        # The number density puts G within a tenth of the other program's scale.
        self.assertLess(abs(found["compared_scale"]["value"] - 1), 0.15)
        self.assertLess(abs(found["peak_1"]["value"] - 2.4917), 4 * found["peak_1"]["uncertainty"])
        self.assertEqual(found["peak_1"]["description"], "Ni-Ni 1")
        self.assertLess(abs(found["stretch"]["value"] - 1), 0.002)
        peaks = table(out / "tables/peaks.csv")
        shells = [row["shells"] for row in peaks if not row["remark"]]
        self.assertEqual(shells[:5], ["Ni-Ni 1", "Ni-Ni 2", "Ni-Ni 3", "Ni-Ni 4", "Ni-Ni 5"])
        self.assertIn("ripples", summary["warnings"][0])

        # A folder with files of other formats is a run folder like any other.
        self.run_study(STUDIES / "pdf-nickel.toml", "nickel", "--force")

        # Its .gr file is read back: the same peaks, and what the header says.
        (self.folder / "again.toml").write_text(
            'kind = "pdf"\n[peaks]\nfile = "nickel/files/nickel.gr"\n'
            f'structure = "{STUDIES}/nickel.cif"\n')
        _, _, again = self.run_study(self.folder / "again.toml", "again")
        for name in ("peak_1", "peak_2", "stretch"):
            self.assertAlmostEqual(again[name]["value"], found[name]["value"], places=12)
        # And the crystal is refined against it: all the way from I(Q) to the lattice parameter.
        (self.folder / "refine.toml").write_text(
            'kind = "pdf"\n[data]\nfile = "nickel/files/nickel.gr"\n[range]\nr_max = "20 A"\n[model]\n'
            f'structure = "{STUDIES}/nickel.cif"\n'
            'q_damp = { start = "0.05 1/A", min = "0 1/A", max = "0.2 1/A" }\n')
        _, _, refined = self.run_study(self.folder / "refine.toml", "refined")
        self.assertLess(abs(refined["a"]["value"] - 3.524), 0.002)
        self.assertLess(refined["Rw"]["value"], 0.12)
        text = (out / "files/nickel.gr").read_text()
        for line in ("mode = xray", "qmax = 23.993219", "composition = Ni", "#### start data"):
            self.assertIn(line, text)

    def test_the_settings_that_the_files_do_not_state(self):
        out, summary, _ = self.run_study(STUDIES / "pdf-nickel-settings.toml", "settings")
        rows = table(out / "tables/scan.csv")
        self.assertEqual(len(rows), 12)
        best = max(rows, key=lambda row: float(row["compared_correlation"]))
        self.assertEqual((best["radiation"], best["window"]), ("x-ray", "none"))
        self.assertIn("x-ray", summary["headline"])
        for row in rows:
            if row["radiation"] == "neutron":
                self.assertLess(float(row["compared_correlation"]), 0.85)

    def test_the_peaks_of_cds_are_those_that_the_paper_names(self):
        out, _, found = self.run_study(STUDIES / "pdf-peaks-cds.toml", "cds")
        peaks = [row for row in table(out / "tables/peaks.csv") if not row["remark"]]
        for at, shell in ((2.46, "Cd-S 1"), (4.15, "Cd-Cd 1"), (7.2, "Cd-Cd"), (9.2, "Cd-Cd"), (11.1, "Cd-Cd")):
            near = [row for row in peaks if abs(float(row["r_A"]) - at) < 0.2]
            self.assertEqual(len(near), 1, at)
            self.assertTrue(near[0]["shells"].startswith(shell), near[0]["shells"])
        self.assertLess(abs(found["stretch"]["value"] - 1), 0.005)


if __name__ == "__main__":
    unittest.main(verbosity=2)
