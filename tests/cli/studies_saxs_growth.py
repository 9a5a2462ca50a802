"""The made series of a synthesis: what a Gaussian makes of its skewed distributions, and what an inversion does."""

import json
import math
import unittest

from nacre_cli import ROOT, FolderCase, nacre
from studies_saxs import rows_of

STUDIES = ROOT / "studies/superfocusing"
FIRST_S = 35  # before, there are too few particles to tell their width


def median(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def mean(values):
    return sum(values) / len(values)


def width(values):
    return math.sqrt(mean([v * v for v in values]) - mean(values) ** 2)


class Growth(FolderCase):
    def run_study(self, name, *options):
        out = self.folder / ("run" + str(len(list(self.folder.iterdir()))))
        result = nacre("run", STUDIES / f"{name}.toml", "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return out

    def test_gaussian_truth_without_bias_and_with_right_errors(self):
        truth = rows_of(STUDIES / "saxs-gaussian-truth.csv")
        rows = rows_of(self.run_study("saxs-gaussian") / "tables/frames.csv")
        self.assertEqual(len(rows), 1000)
        late = [(row, true) for row, true in zip(rows, truth) if float(true["time_s"]) >= FIRST_S]
        self.assertGreater(len(late), 990)
        for name, most in (("radius_nm", 0.002), ("sigma_nm", 0.02), ("concentration_uM", 0.01)):
            stem, unit = name.rsplit("_", 1)
            apart = [float(row[name]) - float(true[name]) for row, true in late]
            pulls = [d / float(row[f"{stem}_err_{unit}"]) for d, (row, _) in zip(apart, late) if row[f"{stem}_err_{unit}"]]
            with self.subTest(name):
                self.assertGreater(len(pulls), 985)
                self.assertLess(abs(mean([d / float(true[name]) for d, (_, true) in zip(apart, late)])), most)
                self.assertLess(abs(mean(pulls)), 0.1)
                self.assertLess(abs(width(pulls) - 1), 0.1)

    def test_the_inversion_removes_the_bias_of_the_gaussian(self):
        run = self.run_study("saxs-growth")
        truth = rows_of(STUDIES / "saxs-growth-truth.csv")
        frames = rows_of(run / "tables/frames.csv")
        found = rows_of(run / "tables/inversion.csv")
        names = {"radius_nm": "size_nm", "sigma_nm": "sigma_nm", "concentration_uM": "concentration_uM"}
        for of_truth, of_inversion in names.items():
            stem, unit = of_inversion.rsplit("_", 1)
            pulls, inverted, fitted = [], [], []
            for row in found:
                true = truth[int(row["frame"]) - 1]
                if float(true["time_s"]) < FIRST_S:
                    continue
                value, error = float(row[of_inversion]), float(row[f"{stem}_err_{unit}"])
                pulls.append((value - float(true[of_truth])) / error)
                inverted.append(value / float(true[of_truth]) - 1)
                fitted.append(float(frames[int(row["frame"]) - 1][of_truth]) / float(true[of_truth]) - 1)
            with self.subTest(of_truth):
                self.assertLess(abs(mean(pulls)), 0.6)
                self.assertLess(abs(width(pulls) - 1), 0.35)
                self.assertLess(abs(median(inverted)), 0.35 * abs(median(fitted)))

        quantities = {q["name"]: q for q in json.loads((run / "summary.json").read_text())["quantities"]}
        for name, sign in {"radius_excess": 1, "sigma_excess": -1, "concentration_excess": -1}.items():
            excess = quantities[name]
            self.assertGreater(sign * excess["value"], 5 * excess["uncertainty"], name)
        # 98 % of the particles after 60 s: the Gaussian finds them too late.
        self.assertGreater(quantities["t98_concentration"]["value"], 70)

    def test_the_modes_of_a_series_agree(self):
        tables = {}
        for mode in ("independent", "sequential", "sequential-backward"):
            run = self.run_study("saxs-gaussian", "--set", f'series.mode="{mode}"')
            tables[mode] = rows_of(run / "tables/frames.csv")
        run = self.run_study("saxs-gaussian", "--set", 'series.mode="global"', "--set", 'series.shared="background"')
        tables["global"] = rows_of(run / "tables/frames.csv")
        for mode, rows in tables.items():
            for name in ("radius", "sigma", "concentration"):
                unit = "_uM" if name == "concentration" else "_nm"
                apart = [abs(float(row[name + unit]) - float(one[name + unit])) / float(one[name + "_err" + unit])
                         for row, one in zip(rows, tables["independent"]) if one[name + "_err" + unit]]
                # Frames with hardly any particles have more than one description.
                self.assertLess(sorted(apart)[-20], 1 if mode == "global" else 0.01, (mode, name))

    def test_the_file_opens_elsewhere_with_its_units(self):
        try:
            import h5py
        except ImportError:
            self.skipTest("h5py is not there")
        with h5py.File(STUDIES / "saxs-growth.h5") as file:
            data = file["sasentry/sasdata"]
            self.assertEqual(data["Q"].attrs["units"], "1/nm")
            self.assertEqual(data["I"].attrs["units"], "1/cm")
            self.assertEqual(data["I"].attrs["uncertainties"], "Idev")
            self.assertEqual(data["I"].shape, (1000, 160))
            self.assertGreater(data["Idev"][...].min(), 0)
            self.assertAlmostEqual(data["Time"][0], 30)


if __name__ == "__main__":
    unittest.main()
