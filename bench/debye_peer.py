"""Debye's equation by debyer and by nacre, in the same run on one core.

    python3 bench/debye_peer.py build/bench/bench/bench_debye debyer

debyer (github.com/wojdyr/debyer) reads the clusters as XYZ files; both times are those of the processor. Its distances are
in bins of 0.001 A, its default.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

A = 5.82
SITES = [("Cd", (0, 0, 0)), ("Cd", (0, 0.5, 0.5)), ("Cd", (0.5, 0, 0.5)), ("Cd", (0.5, 0.5, 0))]
SITES += [("S", tuple(x + 0.25 for x in site)) for _, site in SITES]


def sphere(radius, sigma):
    """Zinc blende about the same centre as in debye_bench.cpp, every coordinate off by a normal deviate (A)."""
    cells = int(radius / A) + 2
    randoms = random.Random(1)
    for x in range(-cells, cells + 1):
        for y in range(-cells, cells + 1):
            for z in range(-cells, cells + 1):
                for name, site in SITES:
                    at = [A * (n + s) for n, s in zip((x, y, z), site)]
                    if sum((p - c) ** 2 for p, c in zip(at, (0.1, 0.2, 0.3))) <= radius**2:
                        yield name, [p + randoms.gauss(0, sigma) for p in at]


def write(path, atoms):
    lines = [f"{name} {x:.8f} {y:.8f} {z:.8f}" for name, (x, y, z) in atoms]
    path.write_text(f"{len(lines)}\nzinc blende CdS\n" + "\n".join(lines) + "\n")


def debyer_ms(debyer, folder, radius, sigma):
    cluster = folder / "cluster.xyz"
    write(cluster, sphere(radius, sigma))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([debyer, "-q", "-x", "--from=0.5", "--to=25.475", "--step=0.025", "-o", str(folder / "out.txt"),
                    str(cluster)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return 1e3 * (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)


def nacre_ms(bench, folder):
    out = folder / "bench.json"
    subprocess.run([bench, "--benchmark_filter=pattern", f"--benchmark_out={out}", "--benchmark_out_format=json"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {run["name"].split("/")[1]: run["cpu_time"] for run in json.loads(out.read_text())["benchmarks"]}


def main():
    bench, debyer = sys.argv[1:3]
    cases = [("10^4 atoms of a crystal", 38.90845, 0, ("binned_perfect", "counted_1e4")),
             ("10^4 displaced atoms", 38.90845, 0.1, ("binned_displaced",)),
             ("10^5 atoms of a crystal", 83.85, 0, ("counted_1e5",))]
    with tempfile.TemporaryDirectory() as folder:
        nacre = nacre_ms(bench, Path(folder))
        for name, radius, sigma, ways in cases:
            peer = min(debyer_ms(debyer, Path(folder), radius, sigma) for _ in range(1 if radius > 50 else 3))
            for way in ways:
                print(f"{name}: debyer {peer:.0f} ms, nacre {way} {nacre[way]:.1f} ms, ratio {peer / nacre[way]:.1f}")


if __name__ == "__main__":
    main()
