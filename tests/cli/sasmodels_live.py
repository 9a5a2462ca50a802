"""The recorded numbers of sasmodels: made anew where it is installed, and compared.

    python3 tests/cli/sasmodels_live.py             compares; skips where sasmodels cannot be imported
    python3 tests/cli/sasmodels_live.py --record    writes tests/data/scattering/sasmodels.csv

Each row is one intensity for a model and values in nacre's words and units; tests/scattering/model_test.cpp holds
nacre to them. sasmodels counts in Angstrom and volume fractions: 1 umol/L of particles of mean volume V nm3 is a volume
fraction of 6.02214076e-7 V.
"""

import csv
import sys
import unittest
from pathlib import Path

try:
    import numpy as np
    import sasmodels
    from sasmodels.core import load_model
    from sasmodels.direct_model import call_kernel
except ImportError:
    sasmodels = None

TABLE = Path(__file__).resolve().parent.parent / "data/scattering/sasmodels.csv"
Q_PER_NM = (0.05, 0.2, 0.5, 1.0, 1.7, 2.6, 3.4, 4.1, 5.3)
PER_UM_NM3 = 6.02214076e-7
SOLVENT = 9.0

# Name of sasmodels' model, how nacre's sizes become its parameters (in Angstrom), and its name of the first size.
FORMS = {
    "sphere": ("sphere", lambda v: {"radius": 10 * v["radius"]}, "radius"),
    "core-shell-sphere": ("core_shell_sphere",
                          lambda v: {"radius": 10 * v["radius"], "thickness": 10 * v["thickness"]}, "radius"),
    "ellipsoid": ("ellipsoid", lambda v: {"radius_equatorial": 10 * v["radius"],
                                          "radius_polar": 10 * v["polar_radius"]}, "radius_equatorial"),
    "cylinder": ("cylinder", lambda v: {"radius": 10 * v["radius"], "length": 10 * v["length"]}, "radius"),
    "parallelepiped": ("parallelepiped", lambda v: {"length_" + x: 10 * v["length_" + x] for x in "abc"}, "length_a"),
    "cube": ("rectangular_prism", lambda v: {"length_a": 10 * v["edge"], "b2a_ratio": 1, "c2a_ratio": 1}, "length_a"),
    "tetrahedron": ("tetrahedron", lambda v: {"radius": 10 * v["edge"] * 0.375**0.5}, "radius"),
    "octahedron": ("truncated_octahedron", lambda v: {"radius_a": 10 * v["edge"] * 0.5**0.5, "b2a_ratio": 1,
                                                      "c2a_ratio": 1, "truncation": 0}, "radius_a"),
}
VALUES = {
    "sphere": {"radius": 2.2, "contrast": 30},
    "core-shell-sphere": {"radius": 2.0, "thickness": 0.9, "contrast": 33, "shell_contrast": -4},
    "ellipsoid": {"radius": 1.8, "polar_radius": 3.1, "contrast": 30},
    "cylinder": {"radius": 1.6, "length": 9, "contrast": 30},
    "parallelepiped": {"length_a": 2.5, "length_b": 3.4, "length_c": 5.1, "contrast": 30},
    "cube": {"edge": 4.0, "contrast": 30},
    "tetrahedron": {"edge": 4.5, "contrast": 30},
    "octahedron": {"edge": 5.0, "contrast": 30},
}
FIRST = {form: next(iter(values)) for form, values in VALUES.items()}
STRUCTURES = {
    "none": {},
    "hard-sphere": {"volume_fraction": 0.23, "hard_radius": 2.9},
    "sticky-hard-sphere": {"volume_fraction": 0.15, "hard_radius": 2.9, "perturbation": 0.04, "stickiness": 0.25},
}
SIGMA, CONCENTRATION, BACKGROUND = 0.3, 2.5, 0.0


def cases():
    """(form, distribution, structure, decoupling, values) of each curve."""
    for form in FORMS:
        for distribution in ("none", "gaussian") + (("log-normal", "schulz", "triangular") if form in
                                                    ("sphere", "core-shell-sphere", "cylinder") else ()):
            yield form, distribution, "none", False
    for structure in ("hard-sphere", "sticky-hard-sphere"):
        for decoupling in (False, True):
            yield "sphere", "log-normal", structure, decoupling
            yield "ellipsoid", "none", structure, decoupling


def values_of(form, distribution, structure):
    values = dict(VALUES[form])
    if distribution != "none":
        values["sigma"] = SIGMA
    return {**values, **STRUCTURES[structure], "concentration": CONCENTRATION, "background": BACKGROUND}


def contrasts(form, values):
    if form == "core-shell-sphere":
        return {"sld_core": values["contrast"] + SOLVENT, "sld_shell": values["shell_contrast"] + SOLVENT}
    return {"sld": values["contrast"] + SOLVENT}


def density(distribution, mean, r):
    """Number density over sizes r, not normalised."""
    if distribution == "gaussian":
        return np.exp(-0.5 * ((r - mean) / SIGMA) ** 2)
    if distribution == "log-normal":
        w2 = np.log(1 + (SIGMA / mean) ** 2)
        return np.exp(-0.5 * (np.log(r / mean) + w2 / 2) ** 2 / w2) / r
    if distribution == "schulz":
        k = (mean / SIGMA) ** 2
        return np.exp((k - 1) * np.log(r / mean) - k * r / mean + k)
    return np.maximum(0, 1 - np.abs(r - mean) / (6**0.5 * SIGMA))


def polydispersity(form, distribution, values):
    """sasmodels' array distribution: a mesh of sizes with weights; wide and fine enough for six digits."""
    mean = values[FIRST[form]]
    if distribution == "none":
        return {}
    mesh = mean + SIGMA * np.linspace(-7, 9, 321)
    mesh = mesh[mesh > 0]
    if distribution == "triangular":
        mesh = mean + 6**0.5 * SIGMA * np.linspace(-1, 1, 401)
    name = FORMS[form][2]
    per_nm = FORMS[form][1](values)[name] / mean
    return {"name": name, "mesh": mesh * per_nm, "weights": density(distribution, mean, mesh)}


def call(kernel, parameters, spread):
    """call_kernel with one parameter's values and weights put in place of a distribution that sasmodels names."""
    if not spread:
        return call_kernel(kernel, parameters)
    from sasmodels import weights

    class Given(weights.Dispersion):
        type = "given"
        default = dict(npts=len(spread["mesh"]), width=1, nsigmas=1)

        def _weights(self, center, sigma, lb, ub):
            return spread["mesh"], spread["weights"]

    weights.MODELS["given"] = Given
    name = spread["name"]
    return call_kernel(kernel, {**parameters, name + "_pd_type": "given", name + "_pd": 1.0,
                                name + "_pd_n": len(spread["mesh"]), name + "_pd_nsigma": 1})


def curve(form, distribution, structure, decoupling):
    """sasmodels' intensity in 1/cm for nacre's values."""
    values = values_of(form, distribution, structure)
    model, sizes, _ = FORMS[form]
    q = [np.array(Q_PER_NM) / 10]
    parameters = {**sizes(values), **contrasts(form, values), "sld_solvent": SOLVENT, "scale": 1, "background": 0}
    spread = polydispersity(form, distribution, values)
    # scale 1: <F^2>/<V> in units of 1/cm for a volume fraction of one.
    plain = call(load_model(model, dtype="double", platform="dll").make_kernel(q), parameters, spread)
    fraction = PER_UM_NM3 * values["concentration"] * mean_volume(form, distribution, values)
    if structure == "none":
        return fraction * plain + values["background"]
    name = {"hard-sphere": "hardsphere", "sticky-hard-sphere": "stickyhardsphere"}[structure]
    kernel = load_model(f"{model}@{name}", dtype="double", platform="dll").make_kernel(q)
    extra = {"volfraction": values["volume_fraction"], "radius_effective": 10 * values["hard_radius"],
             "radius_effective_mode": 0, "structure_factor_mode": int(decoupling)}
    if structure == "sticky-hard-sphere":
        extra.update(perturb=values["perturbation"], stickiness=values["stickiness"])
    both = call(kernel, {**parameters, **extra}, spread)
    # sasmodels' product is in front of the volume fraction of the hard spheres.
    return fraction / values["volume_fraction"] * both + values["background"]


def mean_volume(form, distribution, values):
    """What sasmodels divides by: the mean volume of the whole particle in nm3."""
    first = values[FIRST[form]]

    def volume(r):
        v = {**values, FIRST[form]: r}
        return {
            "sphere": lambda: 4 * np.pi / 3 * r**3,
            "core-shell-sphere": lambda: 4 * np.pi / 3 * (r + v["thickness"]) ** 3,
            "ellipsoid": lambda: 4 * np.pi / 3 * r**2 * v["polar_radius"],
            "cylinder": lambda: np.pi * r**2 * v["length"],
            "parallelepiped": lambda: r * v["length_b"] * v["length_c"],
            "cube": lambda: r**3,
            "tetrahedron": lambda: r**3 / (6 * 2**0.5),
            "octahedron": lambda: r**3 * 2**0.5 / 3,
        }[form]()

    if distribution == "none":
        return volume(first)
    spread = polydispersity(form, distribution, values)
    mesh = spread["mesh"] / (FORMS[form][1](values)[spread["name"]] / first)
    return np.sum(spread["weights"] * volume(mesh)) / np.sum(spread["weights"])


def rows():
    for case in cases():
        form, distribution, structure, decoupling = case
        given = ";".join(f"{key}={value:g}" for key, value in values_of(form, distribution, structure).items())
        for q, intensity in zip(Q_PER_NM, curve(*case)):
            yield [form, distribution, structure, str(int(decoupling)), given, f"{q:g}", f"{intensity:.9g}"]


def record():
    with open(TABLE, "w", newline="") as file:
        file.write(f"# Intensities by sasmodels {sasmodels.__version__} (compiled, double precision), one row each; made "
                   "by tests/cli/sasmodels_live.py --record\n")
        file.write("# lengths in nm, contrasts in 1e10 1/cm2, concentration in umol/L, background and intensity in 1/cm\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["form", "distribution", "structure", "decoupling", "values", "q_per_nm", "intensity_per_cm"])
        writer.writerows(rows())


@unittest.skipIf(sasmodels is None, "sasmodels is not installed")
class Live(unittest.TestCase):
    def test_recorded_numbers_are_what_sasmodels_says(self):
        with open(TABLE) as file:
            recorded = list(csv.reader(line for line in file if not line.startswith("#")))[1:]
        made = list(rows())
        self.assertEqual(len(recorded), len(made))
        for old, new in zip(recorded, made):
            self.assertEqual(old[:6], new[:6])
            self.assertLess(abs(float(new[6]) / float(old[6]) - 1), 2e-5, old)


if __name__ == "__main__":
    if "--record" in sys.argv:
        record()
    else:
        unittest.main()
