"""The shipped studies of pair distribution functions against published refinements and what their curves were made from."""

import csv
import json
import unittest

from nacre_cli import ROOT, FolderCase, nacre

# As PDFfit2 refines the same files: r 1.7-19.8 A and 1.7-44.8 A, U11 = U22 = U33 without U12.
PDFFIT2 = {
    "pdf-cdse-bulk": {"a": (4.30106, 2e-4), "c": (7.01175, 2e-4), "z": (0.375725, 5e-4), "Rw": (0.1468, 0.003),
                      "delta2": (5.680, 0.02)},
    "pdf-cdse-3nm": {"a": (4.30207, 1e-3), "c": (7.00348, 1e-3), "z": (0.373277, 5e-4), "Rw": (0.2867, 0.003),
                     "delta2": (5.832, 0.02), "spdiameter": (29.4, 0.5)},
}
# Gauss-Newton steps on the G(r) that PDFfit2 1.5.1 itself computes, from where it stops: bulk.
MINIMUM = {"a": (4.301408, 5e-5), "c": (7.011646, 5e-5), "z": (0.375802, 2e-5), "Rw": (0.146487, 5e-5)}


class Pdf(FolderCase):
    def run_study(self, name, *settings):
        out = self.folder / name
        options = [option for setting in settings for option in ("--set", setting)]
        result = nacre("run", ROOT / f"studies/magic-size-cluster/{name}.toml", "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return out, json.loads((out / "summary.json").read_text())

    def close(self, quantities, expected):
        found = {q["name"]: q["value"] for q in quantities}
        for name, (value, tolerance) in expected.items():
            self.assertAlmostEqual(found[name], value, delta=tolerance, msg=name)

    def test_refinements_of_pdffit2(self):
        for name, expected in PDFFIT2.items():
            _, summary = self.run_study(name)
            case = {"convention": "1/r", "tensor": "equal-diagonal"}
            self.close([q for q in summary["quantities"] if q["case"] == case], expected)
            self.assertEqual(len(summary["fits"]), 4)

    def test_minimum_of_the_model_of_pdffit2(self):
        _, summary = self.run_study("pdf-cdse-bulk", 'model.convention="1/r"', 'model.tensor="equal-diagonal"')
        words = next(w for w in summary["warnings"] if "not the minimum" in w)
        found = words[words.index("minimum"):].split(", ")
        self.close([dict(zip(("name", "value"), (w.split()[-2], float(w.split()[-1])))) for w in found
                    if w.split()[-2] in ("a", "c")], {k: MINIMUM[k] for k in ("a", "c")})

    def test_two_phases_from_random_starts(self):
        out, summary = self.run_study("pdf-two-phase")
        found = {q["name"]: q for q in summary["quantities"]}
        self.assertLessEqual(found["Rw"]["value"], 0.300)
        with open(out / "tables/starts.csv", encoding="utf-8") as lines:
            ends = [float(row["Rw"]) for row in csv.DictReader(line for line in lines if line[0] != "#")]
        self.assertEqual(len(ends), 20)
        self.assertTrue(all(rw <= 0.300 for rw in ends), ends)
        self.assertAlmostEqual(found["atom_share_wz"]["value"] + found["atom_share_zb"]["value"], 1)
        self.assertTrue(0.01 < found["atom_share_wz"]["uncertainty"] < 0.1)
        self.assertTrue(any("undetermined" in warning for warning in summary["warnings"]))

    def test_dots_of_22_A(self):
        _, summary = self.run_study("pdf-cds-22A")
        self.close(summary["quantities"], {"spdiameter": (22.0, 0.44), "Rw": (0.08, 0.08)})
        share = next(q for q in summary["quantities"] if q["name"] == "atom_share_wz")
        self.assertLess(abs(share["value"] - 0.6), 3 * share["uncertainty"])

    def test_partials(self):
        _, summary = self.run_study("partials")
        self.close(summary["quantities"], {"r_Cd_S": (2.46, 0.07), "r_Cd_Cd": (4.15, 0.05), "r_S_S": (4.15, 0.05)})

    def test_a_series_has_one_row_each(self):
        files = [str(ROOT / f"studies/magic-size-cluster/{name}.gr") for name in ("CdSe-bulk", "CdSe-3nm")]
        out, _ = self.run_study("pdf-cdse-bulk", f"data.file={json.dumps(files)}", 'model.tensor="isotropic"',
                                'model.convention="1/r"', 'fit.end="minimum"',
                                'data.temperatures=["100 K", "300 K"]', 'range.r_max="15 A"')
        with open(out / "tables/scan.csv", encoding="utf-8") as lines:
            rows = list(csv.DictReader(line for line in lines if line[0] != "#"))
        self.assertEqual([float(row["temperature"]) for row in rows], [100, 300])

    def test_together(self):
        file = str(ROOT / "studies/magic-size-cluster/CdSe-bulk.gr")
        text = (ROOT / "studies/magic-size-cluster/pdf-cdse-bulk.toml").read_text()
        text = text.replace('file = "CdSe-bulk.gr"', f"together = {json.dumps([file, file])}")
        text = text.replace('"CdSe-wurtzite.cif"', json.dumps(str(ROOT / "studies/magic-size-cluster/CdSe-wurtzite.cif")))
        (self.folder / "study.toml").write_text(text.replace('end = "PDFfit2"', 'end = "minimum"'))
        out = self.folder / "together"
        result = nacre("run", self.folder / "study.toml", "--out", out, "--quiet", "--set", 'model.tensor="isotropic"',
                       "--set", 'model.convention="1/r"', "--set", 'range.r_max="10 A"')
        self.assertEqual(result.returncode, 0, result.stderr)
        quantities = json.loads((out / "summary.json").read_text())["quantities"]
        self.close(quantities, {"factor_2": (1, 1e-6)})


if __name__ == "__main__":
    unittest.main()
