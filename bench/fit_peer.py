"""The lattice model fitted with NumPy and SciPy, as one would in an afternoon, against nacre in the same run.

    python3 bench/fit_peer.py build/bench/bench/bench_ligands

Needs numpy and scipy. Both fit dH and dG of the six C6SH:C10SH titrations with the same covariance, from the same start.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares

RT = 8.31446261815324e-3 * 303.0  # kJ/mol
SITES = 121
DATA = np.array([[0, -24.3, -7.5], [0.17, -21.9, -7.7], [0.51, -20.4, -7.9], [0.66, -19.9, -8.2], [0.81, -20.1, -8.3],
                 [1, -20.2, -8.5]])


def load_states():
    path = Path(__file__).resolve().parent.parent / "data/density_of_states/square-11x11.csv"
    rows = {}
    for line in path.read_text().splitlines():
        if line[0].isdigit():
            n_a, pairs, count = line.split(",")
            rows.setdefault(int(n_a), []).append((float(pairs), np.log(float(count))))
    return {n_a: np.array(pairs).T for n_a, pairs in rows.items()}


STATES = load_states()


def mixing_at_whole(n_a, chi_g, chi_h):
    pairs, log_count = STATES[min(n_a, SITES - n_a)]
    exponent = log_count - chi_g / 4 * pairs
    top = exponent.max()
    weight = np.exp(exponent - top)
    total = weight.sum()
    return np.array([chi_h / 4 * (weight @ pairs) / total / SITES, -RT * (top + np.log(total)) / SITES])


def mixing(x, chi_g, chi_h):
    """Cubic interpolation through the four nearest whole compositions."""
    n = x * SITES
    first = min(max(int(n) - 1, 0), SITES - 3)
    result = np.zeros(2)
    for i in range(first, first + 4):
        weight = np.prod([(n - j) / (i - j) for j in range(first, first + 4) if j != i])
        result += weight * mixing_at_whole(i, chi_g, chi_h)
    return result


def residuals(p):
    values = []
    for x, d_h, d_g in DATA:
        fitted = x * p[0:2] + (1 - x) * p[2:4]
        if 0 < x < 1:
            fitted = fitted + mixing(x, p[4], p[5])
        values += [(fitted[0] - d_h) / 0.7, (fitted[1] - d_g) / 0.4]
    return values


def peer_milliseconds(repeats=5):
    start = [-20.2, -8.5, -24.3, -7.5, 2, 5]
    times = []
    for _ in range(repeats):
        before = time.perf_counter()
        best = least_squares(residuals, start, x_scale=[1, 1, 1, 1, 1, 10])
        times.append(1e3 * (time.perf_counter() - before))
    return sorted(times)[repeats // 2], best.x


def nacre_milliseconds(program):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run([program, "--benchmark_filter=lattice_fit", f"--benchmark_out={out.name}",
                        "--benchmark_out_format=json"], capture_output=True, check=True)
        return json.load(open(out.name, encoding="utf-8"))["benchmarks"][0]["real_time"]


if __name__ == "__main__":
    peer, found = peer_milliseconds()
    own = nacre_milliseconds(sys.argv[1])
    print(f"chi_G = {found[4]:.3f} RT, chi_H = {found[5]:.3f} kJ/mol (SciPy)")
    print(f"SciPy {peer:.1f} ms, nacre {own:.3f} ms, ratio {peer / own:.0f}")
