"""Neighbours and Steinhardt's order by freud and by nacre, in the same run on one core.

    python3 bench/order_peer.py build/bench/bench/bench_order

Needs the packages freud-analysis and numpy. 27,000 disordered particles, their 12 nearest neighbours; times of the
processor, the best of three.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import freud
import numpy as np


def disordered(edge):
    """As in order_bench.cpp: a simple cubic lattice, each coordinate off by up to 0.4, in any order."""
    random = np.random.default_rng(1)
    cells = np.stack(np.meshgrid(*[np.arange(edge)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    points = cells + random.uniform(-0.4, 0.4, cells.shape) - edge / 2
    return random.permutation(points).astype(np.float32)


def best_ms(work):
    times = []
    for _ in range(3):
        before = time.process_time()
        work()
        times.append(1e3 * (time.process_time() - before))
    return min(times)


def freud_ms():
    freud.parallel.set_num_threads(1)
    points = disordered(30)
    box = freud.box.Box.cube(30)

    def neighbors(**query):
        found = freud.locality.AABBQuery(box, points).query(points, {**query, "exclude_ii": True})
        return found.toNeighborList()

    nearest = neighbors(num_neighbors=12)

    def order(**options):
        return best_ms(lambda: freud.order.Steinhardt(**options).compute((box, points), nearest))

    return {"nearest_12": best_ms(lambda: neighbors(num_neighbors=12)),
            "within": best_ms(lambda: neighbors(r_max=1.4)),
            "order/q6": order(l=6),
            "order/q6_average": order(l=6, average=True),
            "order/w6_average": order(l=6, average=True, wl=True, wl_normalize=True),
            "order/q12": order(l=12)}


def nacre_ms(bench):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "bench.json"
        subprocess.run([bench, f"--benchmark_out={out}", "--benchmark_out_format=json"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return {run["name"]: run["cpu_time"] for run in json.loads(out.read_text())["benchmarks"]}


def main():
    nacre = nacre_ms(sys.argv[1])
    peer = freud_ms()
    for name, ours in nacre.items():
        if name in peer:
            print(f"{name}: freud {peer[name]:.0f} ms, nacre {ours:.1f} ms, ratio {peer[name] / ours:.1f}")
        else:
            print(f"{name}: nacre {ours:.1f} ms")


if __name__ == "__main__":
    main()
