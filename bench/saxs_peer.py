"""Curves of polydisperse particles by sasmodels' compiled kernels and by nacre, in the same run on one core.

    python3 bench/saxs_peer.py build/bench/bench/bench_saxs

Needs numpy, scipy and sasmodels (with a C compiler). sasmodels runs its compiled library in double precision, without OpenMP
and without OpenCL, on 500 q from 0.1 to 5 1/nm and 80 sizes within three standard deviations of 2.5(2) nm.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["SAS_OPENMP"] = "0"
os.environ["SAS_OPENCL"] = "none"

import numpy as np
import sasmodels
from sasmodels.core import load_model
from sasmodels.direct_model import call_kernel
from scipy.optimize import least_squares

Q_PER_A = 0.01 * 50 ** (np.arange(500) / 499)
FORMS = {
    "sphere": ("sphere", {"radius": 25}, "radius"),
    "core-shell-sphere": ("core_shell_sphere", {"radius": 25, "thickness": 5}, "radius"),
    "ellipsoid": ("ellipsoid", {"radius_equatorial": 25, "radius_polar": 30}, "radius_equatorial"),
    "cylinder": ("cylinder", {"radius": 25, "length": 100}, "radius"),
    "parallelepiped": ("parallelepiped", {"length_a": 25, "length_b": 50, "length_c": 60}, "length_a"),
}


def median_us(work, seconds=1.0):
    times = []
    while sum(times) < seconds or len(times) < 5:
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return 1e6 * sorted(times)[len(times) // 2]


def sasmodels_us(form):
    name, sizes, first = FORMS[form]
    kernel = load_model(name, dtype="double", platform="dll").make_kernel([Q_PER_A])
    spread = {first + "_pd": 2 / 25, first + "_pd_n": 80, first + "_pd_nsigma": 3, first + "_pd_type": "gaussian"}
    return median_us(lambda: call_kernel(kernel, {**sizes, **spread}))


def fitted_us(name, free, truth):
    """A frame as one fits it with sasmodels: scipy's least_squares, each start 5 to 20 % off."""
    kernel = load_model(name, dtype="double", platform="dll").make_kernel([Q_PER_A])
    fixed = {"radius_pd_n": 80, "radius_pd_nsigma": 3, "radius_pd_type": "gaussian", "sld": 40, "sld_solvent": 0}
    curve = call_kernel(kernel, {**fixed, **truth})
    sigma = 0.01 * curve
    data = curve + sigma * np.random.default_rng(1).normal(size=curve.size)
    start = [truth[key] * (1.05 if key == "radius" else 1.2) for key in free]
    residuals = lambda x: (call_kernel(kernel, {**fixed, **truth, **dict(zip(free, x))}) - data) / sigma
    return median_us(lambda: least_squares(residuals, start, x_scale=np.abs(start)), seconds=3.0)


def nacre_us(program):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        options = ["--benchmark_filter=80_sizes$|intensity/.*gaussian|fitted_frame", f"--benchmark_out={out.name}"]
        subprocess.run([program, *options, "--benchmark_out_format=json"], capture_output=True, check=True)
        runs = json.load(open(out.name, encoding="utf-8"))["benchmarks"]
    return {run["name"]: run["cpu_time"] for run in runs}


def row(what, own, peer):
    print(f"{what:58s} {own:9.1f} us  sasmodels {peer:9.0f} us  ratio {peer / own:7.0f}")


if __name__ == "__main__":
    own = nacre_us(sys.argv[1])
    print(f"sasmodels {sasmodels.__version__}, compiled, double, one thread; 500 q")
    for form in FORMS:
        peer = sasmodels_us(form)
        if form == "sphere":
            row("sphere, the same 80 sizes", own["sphere_80_sizes"], peer)
            row("sphere, closed form of the normal distribution", own["intensity/sphere/gaussian"], peer)
        else:
            row(f"{form}, as many sizes and directions as 1e-9 takes", own[f"intensity/{form}/gaussian"], peer)
    truth = {"radius": 25, "radius_pd": 0.08, "scale": 0.01, "background": 0.001}
    peer = fitted_us("sphere", list(truth), truth)
    row("a fitted frame, 4 parameters, from a neighbour", own["fitted_frame/spheres_neighbour"], peer)
    row("the same, start found by nacre itself", own["fitted_frame/spheres_alone"], peer)
    dense = {**truth, "scale": 1, "volfraction": 0.1}
    peer = fitted_us("sphere@hardsphere", list(dense), dense)
    row("a fitted frame of hard spheres, 5 parameters", own["fitted_frame/hard_spheres_neighbour"], peer)
