"""The shipped studies of the ligand-patterning paper, run as a user runs them, against published numbers."""

import csv
import json
import shlex
import unittest
from pathlib import Path

from nacre_cli import ROOT, FolderCase, nacre

STUDIES = ROOT / "studies/ligand-patterning"


def table(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Studies(FolderCase):
    def run_study(self, name, *options):
        out = self.folder / (name + "".join(options).replace("/", "_"))
        result = nacre("run", STUDIES / f"{name}.toml", "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return out

    def quantities(self, run):
        summary = json.loads((run / "summary.json").read_text())
        return {q["name"]: q for q in summary["quantities"]}

    def test_c6_c10_agrees_with_the_paper(self):
        found = self.quantities(self.run_study("c6-c10"))
        for name, published in {"chi_G": 3.4, "chi_H": 15.4, "chi_S": 23, "xi_H": 8}.items():
            self.assertLess(abs(found[name]["value"] - published), found[name]["uncertainty"], name)
        low, high = found["chi_G"]["interval"]
        self.assertLess(low, found["chi_G"]["value"])
        self.assertGreater(high, found["chi_G"]["value"])

    def test_enthalpy_rises_with_the_difference_in_length(self):
        run = self.run_study("length-trend")
        rows = {row["file"]: row for row in table(run / "tables/scan.csv")}
        chi_h = [float(rows[name]["chi_H"]) for name in ("c6-c10", "c6-c14", "c6-c18")]
        self.assertEqual(chi_h, sorted(chi_h))
        self.assertGreater(float(rows["c6-c6f"]["chi_G"]), 4.5)
        self.assertGreater(float(rows["c6-c6f"]["dG_mix_half"]), 0)

    def test_fluorinated_ligands_do_not_mix(self):
        found = self.quantities(self.run_study("c6-c6f"))
        self.assertGreater(found["chi_G"]["value"], 4.5)
        self.assertGreater(found["dG_mix_half"]["value"], 0)

    def test_c14_c18_prefers_composition_dependence_with_a_change_of_sign(self):
        run = self.run_study("c14-c18")
        models = {row["model"]: float(row["delta_aic"]) for row in table(run / "tables/models.csv")}
        self.assertEqual(models["lattice, composition-dependent"], 0)
        self.assertGreater(models["lattice, constant interaction"], 20)
        found = self.quantities(run)
        for name, sign in {"omega_ab": -1, "omega_ba": 1, "eta_ab": -1, "eta_ba": 1}.items():
            self.assertGreater(sign * found[name]["value"], 2 * found[name]["uncertainty"], name)

    def test_forward_curves(self):
        study = self.folder / "forward.toml"
        study.write_text('kind = "ligand-mixing"\n[model]\nchi_H = "15.4 kJ/mol"\nchi_S = "23 J/(mol K)"\n')
        out = self.folder / "forward"
        self.assertEqual(nacre("run", study, "--out", out, "-q").returncode, 0)
        found = self.quantities(out)
        for name, value, digits in (("dH_mix_max", 1.955, 5e-4), ("dS_mix_max", 6.62, 5e-3), ("dS_conf_max", 3.70, 5e-3),
                                    ("chi_G_neutral", 3.510, 5e-4)):
            self.assertAlmostEqual(found[name]["value"], value, delta=digits)

    def test_printed_error_of_table_s7_is_flagged(self):
        text = (STUDIES / "c6-c18.csv").read_text()
        (self.folder / "c6-c18.csv").write_text(text.replace("-65.3,", "-635,"))
        (self.folder / "c6-c18.toml").write_text((STUDIES / "c6-c18.toml").read_text())
        out = self.folder / "flagged"
        self.assertEqual(nacre("run", self.folder / "c6-c18.toml", "--out", out, "-q").returncode, 0)
        warnings = [w for w in json.loads((out / "summary.json").read_text())["warnings"] if "dG = dH - T dS" in w]
        self.assertEqual(len(warnings), 1)
        self.assertIn("dS = -65.3 would be consistent", warnings[0])
        self.assertIn("c6-c18.csv:7:", warnings[0])

    def test_every_other_row_is_consistent(self):
        for name in ("c6-c10", "c6-c14", "c6-c18", "c14-c18", "c6-c6f"):
            warnings = json.loads((self.run_study(name) / "summary.json").read_text())["warnings"]
            self.assertFalse([w for w in warnings if "dG = dH - T dS" in w], name)

    def test_sites_give_table_s1(self):
        run = self.run_study("sites")
        published = {2.8: (201, 1.14, 114, 96), 3.0: (225, 0.94, 90, 100), 3.2: (321, 1.16, 180, 124)}
        rows = table(run / "tables/scan.csv")
        self.assertEqual([float(row["diameter_nm"]) for row in rows], list(published))
        for row in rows:
            cations, ratio, surface_cations, surface_anions = published[float(row["diameter_nm"])]
            self.assertEqual(int(row["cations"]), cations)
            self.assertAlmostEqual(float(row["cation_anion_ratio"]), ratio, delta=0.005)
            self.assertEqual(int(row["surface_cations"]), surface_cations)
            self.assertEqual(int(row["surface_anions"]), surface_anions)
        quantities = json.loads((run / "summary.json").read_text())["quantities"]
        at_3_nm = {q["name"]: q["value"] for q in quantities if q.get("case", {}).get("diameter") == "3.0 nm"}
        self.assertAlmostEqual(at_3_nm["sites_spherical"], 127.1, delta=0.05)
        self.assertAlmostEqual(at_3_nm["sites_pyramidal"], 130.35, delta=0.01)

    def test_titration_of_c6_recovers_what_it_was_made_from(self):
        run = self.run_study("titration-c6")
        found = self.quantities(run)
        for name, made in {"dH": -20.2, "dG": -8.5, "n": 0.58, "dS": -38.6}.items():
            self.assertLess(abs(found[name]["value"] - made), 2 * found[name]["uncertainty"], name)
        off = {row["displacement"]: row for row in table(run / "tables/displacement.csv")}["none"]
        self.assertAlmostEqual(float(off["dG_kJ_mol"]), -8.80, delta=2 * found["dG"]["uncertainty"])
        self.assertAlmostEqual(float(off["n"]), 0.547, delta=0.002)

    def test_titration_of_tris_agrees_with_the_published_fit(self):
        found = self.quantities(self.run_study("titration-tris-01"))
        self.assertAlmostEqual(found["K"]["value"] / 4.0548e7, 1, delta=1.5e-5)
        self.assertAlmostEqual(found["dH"]["value"] / 4.184e-3, -11566.9, delta=0.06)
        self.assertAlmostEqual(found["n"]["value"], 0.97395, delta=5e-6)

    def test_series_finds_the_interaction_it_was_made_from(self):
        found = self.quantities(self.run_study("series-c6-c10"))
        self.assertLess(abs(found["chi_G"]["value"] - 3.4), 2 * found["chi_G"]["uncertainty"])
        self.assertLess(abs(found["chi_H"]["value"] - 15.4), 2 * found["chi_H"]["uncertainty"])

    def test_shell_of_a_particle_becomes_janus_on_the_sites_of_surface_sites(self):
        rows = table(self.run_study("shell-3nm") / "tables/scan.csv")
        self.assertEqual([row["pattern"] for row in rows], ["random", "clustered", "Janus"])
        sites = {row["diameter_nm"]: row["surface_cations"] for row in table(self.run_study("sites") / "tables/scan.csv")}
        self.assertEqual({row["sites"] for row in rows}, {sites["3"]})

    def test_studies_run_without_warnings_that_a_reader_cannot_act_on(self):
        for name in ("titration-c6", "sites", "sites-spread", "plan-titration", "shell-3nm"):
            warnings = json.loads((self.run_study(name) / "summary.json").read_text())["warnings"]
            self.assertEqual(warnings, [], name)

    def test_every_report_is_small_and_whole(self):
        for name in ("c6-c10", "length-trend", "titration-c6", "shell-3nm"):
            report = (self.run_study(name) / "report.html").read_text()
            self.assertLess(len(report.encode()), 1_000_000)
            self.assertIn("<svg", report)
            self.assertNotIn("https://", report.replace("https://www.w3.org", ""))


class Syntheses(FolderCase):
    """Shipped studies of the superfocusing paper."""

    def run_synthesis(self, name, *options):
        out = self.folder / name
        result = nacre("run", ROOT / f"studies/superfocusing/{name}.toml", "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        summary = json.loads((out / "summary.json").read_text())
        self.assertEqual(summary["warnings"], [], name)
        return out, table(out / "tables/scan.csv")

    def test_figure_5(self):
        out, rows = self.run_synthesis("figure-5")
        expected = {  # simulated independently
            "t98_yield_s": ((784.0, 794.6, 837.2), 0.005),
            "nucleation_share": ((0.0501, 0.0598, 0.1567), 0.01),
            "radius_final_nm": ((2.759, 2.388, 2.026), 0.005),
            "dispersity_final": ((0.123, 0.0214, 0.0192), 0.02),
        }
        self.assertEqual([row["exponent"] for row in rows], ["0", "2", "4"])
        for name, (values, tolerance) in expected.items():
            for row, value in zip(rows, values):
                self.assertAlmostEqual(float(row[name]) / value, 1, delta=tolerance, msg=f"{name} {row['exponent']}")
        self.assertLess((out / "report.html").stat().st_size, 1_000_000)

    def test_nucleation_lasts_longer_with_the_exponent(self):
        _, rows = self.run_synthesis("exponent-scan")
        shares = [float(row["nucleation_share"]) for row in rows]
        self.assertEqual(shares, sorted(shares))
        narrowest = min(rows, key=lambda row: float(row["dispersity_final"]))
        self.assertTrue(2 <= float(narrowest["exponent"]) <= 4, narrowest["exponent"])

    def test_a_second_injection_nucleates_again(self):
        out, rows = self.run_synthesis("second-injection")
        steps = [(float(row["time_s"]), float(row["concentration_mol_m3"]) * float(row["volume_ratio"]))
                 for row in table(out / "tables/course.csv")]
        before = max(number for time, number in steps if time <= 1200)
        self.assertGreater(steps[-1][1], 1.5 * before)
        self.assertGreater(float(rows[0]["t98_concentration_s"]), 1200)

    def test_superfocusing_narrows_a_heat_up(self):
        _, rows = self.run_synthesis("heat-up")
        flat, steep = (float(row["dispersity_final"]) for row in rows)
        self.assertLess(steep, 0.04)
        self.assertGreater(flat, 3 * steep)

    def test_ripening_follows_its_theory_where_solubility_is_linear(self):
        for name, dispersity in (("ripening", 0.2153), ("ripening-reaction", 0.3536)):
            _, rows = self.run_synthesis(name)
            linear, strong = rows
            self.assertAlmostEqual(float(linear["ripening_rate"]), 1, delta=0.05, msg=name)
            self.assertAlmostEqual(float(linear["dispersity_final"]) / dispersity, 1, delta=0.05, msg=name)
            self.assertGreater(float(strong["ripening_rate"]), float(linear["ripening_rate"]), name)


class Fits(FolderCase):
    """Shipped fits of syntheses find what their data were made from."""

    def fitted(self, name, *options):
        out = self.folder / name
        result = nacre("run", ROOT / f"studies/superfocusing/{name}.toml", "--out", out, "--quiet", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return out, json.loads((out / "summary.json").read_text())

    def check_truth(self, summary, truth):
        found = {q["name"]: q for q in summary["quantities"]}
        for name, made in truth.items():
            self.assertLess(abs(found[name]["value"] - made), 3 * found[name]["uncertainty"], name)

    def test_a_course_of_saxs(self):
        out, summary = self.fitted("fit-saxs", "--set", "fit.starts=4")
        self.check_truth(
            summary, {"precursor_rate": 9.8e-3, "adsorption_rate": 7.7e-7, "exponent": 4, "ln_prefactor": 83.2}
        )
        starts = table(out / "tables/starts.csv")
        self.assertEqual(len(starts), 4)
        self.assertEqual(starts[0]["outcome"], "best minimum")
        self.assertEqual(len(table(out / "tables/course_fit.csv")), 100)

    def test_surface_energy_and_prefactor_cannot_be_told_apart(self):
        _, summary = self.fitted("fit-degenerate")
        self.assertTrue([w for w in summary["warnings"] if "cannot be told apart by these data" in w])

    def test_three_temperatures(self):
        _, summary = self.fitted("fit-temperatures", "--set", "fit.starts=1")
        self.check_truth(summary, {"precursor_activation": 80, "adsorption_activation": 60})


class Recipes(FolderCase):
    """The recipe of a synthesis gives what was asked when it is run as a plain simulation."""

    STUDY = ROOT / "studies/superfocusing/recipe.toml"

    def run_recipe(self, study, name, *settings):
        out = self.folder / name
        options = [part for setting in settings for part in ("--set", setting)]
        result = nacre("run", study, "--out", out, "--quiet", *options)
        summary = json.loads((out / "summary.json").read_text())
        return result.returncode, summary, {q["name"]: q["value"] for q in summary["quantities"]}, out

    def test_the_recipe_run_forward_gives_what_was_asked(self):
        code, summary, found, out = self.run_recipe(self.STUDY, "design", "design.sizes=5")
        self.assertEqual((code, summary["status"], summary["warnings"]), (0, "ok", []))
        note = (out / "tables/recipe.csv").read_text().splitlines()[0]
        settings = shlex.split(note.split("without [design]:")[1].replace("--set", ""))
        text = self.STUDY.read_text()
        plain = self.folder / "plain.toml"
        plain.write_text(text[: text.index("[design]")] + text[text.index("[conditions]") :])
        code, _, forward, _ = self.run_recipe(plain, "forward", *settings)
        self.assertEqual(code, 0)
        self.assertAlmostEqual(forward["radius_final"], 2.2, delta=0.002)
        self.assertLessEqual(forward["dispersity_final"], 0.03)
        self.assertGreaterEqual(forward["yield_final"], 0.95)
        for name, value in forward.items():
            if name in found:
                self.assertAlmostEqual(found[name] / value, 1, delta=2e-3, msg=name)

    def test_an_impossible_target_is_refused_with_the_nearest(self):
        code, summary, found, out = self.run_recipe(
            self.STUDY, "design", "design.radius='8 nm'", "design.feed_share=[0]", "design.sizes=5")
        self.assertEqual((code, summary["status"]), (4, "not_converged"))
        self.assertTrue(2.5 < found["radius_final"] < 3, found["radius_final"])
        self.assertLessEqual(found["dispersity_final"], 0.0301)
        self.assertTrue((out / "report.html").exists())
        self.assertIn("Out of reach: 8 nm with a dispersity of 3 % or less. The nearest found", (out / "log.txt").read_text())


if __name__ == "__main__":
    unittest.main()
