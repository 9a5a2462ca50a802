"""The shipped emission studies, run as a user runs them, against what their spectra were made from."""

import csv
import json
import re
import shlex
import unittest

from nacre_cli import ROOT, FolderCase, nacre

STUDIES = ROOT / "studies/superfocusing"


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def truth(name):
    """True radii by time, from the first lines of a file of spectra."""
    lines = {words[1]: words[2:] for words in map(str.split, (STUDIES / f"{name}.csv").read_text().splitlines())
             if len(words) > 2 and words[1] in ("time", "r1", "r2")}
    return {float(t): (float(a), float(b)) for t, a, b in zip(lines["time"], lines["r1"], lines["r2"])}


class Emission(FolderCase):
    def run_study(self, study, *options, code=0):
        out = self.folder / f"{study.stem}-{len(list(self.folder.iterdir()))}"
        result = nacre("run", study, "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, code, result.stderr)
        return out, json.loads((out / "summary.json").read_text())

    def test_figure_4(self):
        out, summary = self.run_study(STUDIES / "figure-4-emission.toml")
        exponents = [q for q in summary["quantities"] if q["name"] == "exponent"]
        self.assertEqual(len(exponents), 3)
        for one in exponents:
            self.assertLess(abs(one["value"] - 4), 2 * one["uncertainty"], one)
        self.assertEqual({row["regime"] for row in table(out / "tables/verdicts.csv")}, {"superfocusing"})
        misses = {(row["series"], row["exponent"]): float(row["miss_nm"]) for row in table(out / "tables/hypotheses.csv")
                  if row["hypothesis"] != "fitted"}
        for temperature in (230, 250, 270):  # the plain predictions from the first pair: eq 3, eq 2, 1/r^4
            name = f"emission-{temperature}"
            self.assertLess(misses[name, "4"], 0.5 * misses[name, "1"])
            self.assertLess(misses[name, "1"], misses[name, "0"])

    def test_radii_within_their_errors(self):
        out, _ = self.run_study(STUDIES / "figure-4-emission.toml")
        pulls = []
        for row in table(out / "tables/frames.csv"):
            for k, radius in enumerate(truth(row["series"])[float(row["at"])], start=1):
                if row["status"] == "ok":
                    pulls.append((float(row[f"radius_{k}_nm"]) - radius) / float(row[f"radius_{k}_err_nm"]))
        self.assertGreater(len(pulls), 60)
        self.assertLess(max(map(abs, pulls)), 4)
        self.assertLess(abs(sum(pulls) / len(pulls)), 0.35)

    def test_absorption(self):
        _, summary = self.run_study(STUDIES / "emission-absorption.toml")
        found = {q["name"]: q for q in summary["quantities"]}
        self.assertLess(abs(found["stokes_shift"]["value"] - 20), 2 * found["stokes_shift"]["uncertainty"])
        self.assertIn("Absorption agrees", summary["headline"])
        _, other = self.run_study(STUDIES / "emission-absorption.toml", "--set", 'sizing.stokes_shift="40 meV"')
        self.assertTrue(any("Absorption disagrees" in w for w in other["warnings"]), other["warnings"])

    def test_populations_feed_growth_regime(self):
        out, summary = self.run_study(STUDIES / "emission-absorption.toml")
        study = self.folder / "regime.toml"
        study.write_text(f'kind = "growth-regime"\n[data]\nfile = "{out / "tables/populations.csv"}"\n')
        _, regime = self.run_study(study)
        values = [next(q for q in s["quantities"] if q["name"] == "exponent") for s in (summary, regime)]
        self.assertAlmostEqual(values[0]["value"], values[1]["value"], places=6)
        self.assertAlmostEqual(values[0]["uncertainty"], values[1]["uncertainty"], places=6)

    def test_a_bad_spectrum_makes_the_run_partial(self):
        text = (STUDIES / "emission-250.csv").read_text()
        (self.folder / "emission-250.csv").write_text(re.sub(r"(?m)^500,[^,]*", "500,saturated", text))
        study = self.folder / "bad.toml"
        study.write_text((STUDIES / "emission-absorption.toml").read_text().split("[absorption]")[0].replace('"fit"', "20"))
        out, summary = self.run_study(study, code=5)
        self.assertEqual(summary["status"], "partial")
        rows = table(out / "tables/frames.csv")
        self.assertIn("unusable", rows[0]["status"])
        self.assertEqual([row["status"] for row in rows[1:]], ["ok"] * 13)

    def test_commands_of_its_page(self):
        (self.folder / "studies").symlink_to(ROOT / "studies")
        page = (ROOT / "docs/emission.md").read_text()
        for line in re.findall(r"```sh\n(.*?)```", page, re.DOTALL)[0].strip().splitlines():
            result = nacre(*shlex.split(line, comments=True)[1:], cwd=self.folder)
            self.assertEqual(result.returncode, 0, f"{line}\n{result.stderr}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
