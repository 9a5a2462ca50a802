"""A titration fitted with pytc, or with SciPy where pytc is not installed, against nacre in the same run.

    python3 bench/titration_peer.py build/bench/bench/bench_titration

Needs numpy and scipy; `pip install pytc-fitter` brings pytc, whose C extension needs
CFLAGS=-DNPY_IN_ARRAY=NPY_ARRAY_IN_ARRAY beside NumPy 2. All fit the same kind of titration (55 injections of 5 uL
of 1 mM into 1.41 mL of 0.1 mM, single site): K, dH, competent fraction and the dilution heat.
"""

import importlib.util
import inspect
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares

CELL_UL, CELL_M, SYRINGE_M = 1410.3, 1e-4, 1e-3
VOLUMES = np.full(55, 5.0)
TRUTH = np.array([4.05e7, -11567.0, 0.974, 0.0, -0.6])  # K, dH in cal/mol, fraction, dilution line in ucal


def content():
    kept = np.concatenate([[1], np.cumprod(1 - VOLUMES / CELL_UL)])
    return CELL_M * kept, SYRINGE_M * (1 - kept)


SITES, TITRANT = content()


def heats(p):
    sites = SITES * p[2]
    b = sites + TITRANT + 1 / p[0]
    share = (b - np.sqrt(b * b - 4 * sites * TITRANT)) / 2 / sites
    return CELL_UL * sites[1:] * p[1] * np.diff(share) + p[3] * TITRANT[1:] + p[4]


DATA = heats(TRUTH) + np.random.default_rng(1).normal(0, 0.2, len(VOLUMES))


def median_ms(work, repeats=9):
    times = []
    for _ in range(repeats):
        before = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - before))
    return sorted(times)[repeats // 2]


def scipy_ms():
    start = [1e6, -4000, 1, 0, 0]
    sizes = [1e6, 1e4, 1, 1e3, 1]
    return median_ms(lambda: least_squares(lambda p: heats(p) - DATA, start, x_scale=sizes))


def write_origin(path):
    rows = [f"5,{q:.6f}" for q in DATA]
    lines = ["10", "0,55,0,0,0", "25,0.1,1,1.4103,0", "0", "0", *rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def pytc_ms():
    if not hasattr(inspect, "getargspec"):  # Python 3.11 dropped what pytc 1.1.5 calls
        inspect.getargspec = inspect.getfullargspec
    import matplotlib

    matplotlib.use("Agg")
    import pytc

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.DH"
        write_origin(path)
        fit = pytc.GlobalFit()
        fit.add_experiment(pytc.ITCExperiment(str(path), pytc.indiv_models.SingleSite, shot_start=0))
        return median_ms(fit.fit)


def nacre_times(program):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        options = ["--benchmark_filter=titration_fit$|bootstrap", f"--benchmark_out={out.name}"]
        subprocess.run([program, *options, "--benchmark_out_format=json"], capture_output=True, check=True)
        runs = json.load(open(out.name, encoding="utf-8"))["benchmarks"]
    return {run["name"].split("/")[0]: run["real_time"] for run in runs}


if __name__ == "__main__":
    own = nacre_times(sys.argv[1])
    fit_ms = own["titration_fit"] / 1e3
    bootstrap_ms = own["titration_bootstrap_1000"]
    print(f"nacre {1e3 * fit_ms:.0f} us a fit, {bootstrap_ms:.0f} ms for a bootstrap of 1,000")
    peers = {"SciPy": scipy_ms}
    if importlib.util.find_spec("pytc"):
        peers["pytc"] = pytc_ms
    else:
        print("pytc is not installed: SciPy alone is the peer")
    for name, measure in peers.items():
        peer_ms = measure()
        print(f"{name} {peer_ms:.1f} ms a fit, ratio {peer_ms / fit_ms:.0f}")
