"""One absorption spectrum normalised, its background subtracted and transformed, by larch and by nacre, in the same run.

    python3 bench/exafs_peer.py build/bench/bench/bench_exafs

Needs numpy and larch (xraylarch). The spectrum is the shipped copper foil at 10 K; one core.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import larch
import numpy as np
from larch import Group
from larch.xafs import autobk, pre_edge, xftf

FILE = pathlib.Path(__file__).parent.parent / "studies/magic-size-cluster/cu_metal_10K.xdi"


def larch_ms():
    energy, mu = np.loadtxt(FILE, comments="#", unpack=True)
    times = []
    for _ in range(40):
        before = time.process_time()
        group = Group(energy=energy.copy(), mu=mu.copy())
        pre_edge(group)
        autobk(group, rbkg=1, kweight=2)
        xftf(group, kmin=2.2, kmax=13.8, dk=1, kweight=2, window="hanning")
        times.append(time.process_time() - before)
    return 1e3 * sorted(times)[len(times) // 2]


def nacre_ms(program):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.json"
        options = [f"--benchmark_out={out}", "--benchmark_filter=whole_reduction", "--benchmark_min_time=1"]
        subprocess.run([program, FILE, *options], stdout=subprocess.DEVNULL, check=True)
        run = json.loads(out.read_text())["benchmarks"][0]
    return 1e-3 * run["cpu_time"]


if __name__ == "__main__":
    ours, theirs = nacre_ms(sys.argv[1]), larch_ms()
    print(f"larch {larch.__version__}: {theirs:.1f} ms; nacre: {ours:.2f} ms; ratio {theirs / ours:.0f}")
