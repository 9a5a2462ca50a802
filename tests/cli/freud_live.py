"""The recorded numbers of freud: made anew where it is installed, and compared.

    python3 tests/cli/freud_live.py             compares; skips where freud cannot be imported
    python3 tests/cli/freud_live.py --record    writes tests/data/assembly/freud-order.csv

Each row is a point of one random arrangement with its order parameters; the tests of assembly/steinhardt and
assembly/local_density hold nacre to them.
"""

import csv
import sys
import unittest
from pathlib import Path

try:
    import freud
    import numpy as np
except ImportError:
    freud = None

TABLE = Path(__file__).resolve().parent.parent / "data/assembly/freud-order.csv"
BOX = (6, 6.5, 7)
NEAREST = {"num_neighbors": 12}
WITHIN = {"r_max": 1.6}


def steinhardt(system, neighbors, normalize=True, **options):
    order = freud.order.Steinhardt(wl_normalize=normalize, **options)
    order.compute(system, {**neighbors, "exclude_ii": True})
    return order.particle_order


def columns(positions):
    system = (freud.box.Box(*BOX), positions)
    for name, neighbors in (("nearest", NEAREST), ("within", WITHIN)):
        for degree in (3, 4, 6, 8, 12):
            yield f"q{degree}_{name}", steinhardt(system, neighbors, l=degree)
        for degree in (4, 6):
            yield f"w{degree}_{name}", steinhardt(system, neighbors, l=degree, wl=True)
            yield f"q{degree}_average_{name}", steinhardt(system, neighbors, l=degree, average=True)
            yield f"w{degree}_average_{name}", steinhardt(system, neighbors, l=degree, wl=True, average=True)
    yield "w6_plain_nearest", steinhardt(system, NEAREST, normalize=False, l=6, wl=True)
    solid = freud.order.SolidLiquid(l=6, q_threshold=0.3, solid_threshold=6)
    solid.compute(system, {**NEAREST, "exclude_ii": True})
    yield "connected_nearest", solid.num_connections
    yield "local_density", freud.density.LocalDensity(r_max=1.3, diameter=1.0).compute(system).density


def rows():
    """The header and a line for each point."""
    random = np.random.default_rng(7)
    positions = np.round((random.random((150, 3)) - 0.5) * BOX, 3).astype(np.float32)
    table = dict(columns(positions))
    yield ["x", "y", "z", *table]
    for i, position in enumerate(positions):
        yield [f"{x:.3f}" for x in position] + [f"{float(values[i]):.8g}" for values in table.values()]


def record():
    with open(TABLE, "w", newline="") as file:
        file.write(f"# Order parameters by freud {freud.__version__} (single precision) of 150 random points in a periodic "
                   f"box of {BOX}; made by tests/cli/freud_live.py --record\n")
        file.write("# nearest: 12 neighbours; within: up to 1.6; w_l normalised but for w6_plain; connected: q6 . q6 above "
                   "0.3; local density: r_max 1.3, diameter 1\n")
        csv.writer(file, lineterminator="\n").writerows(rows())


@unittest.skipIf(freud is None, "freud is not installed")
class Live(unittest.TestCase):
    def test_recorded_numbers_are_what_freud_says(self):
        with open(TABLE) as file:
            recorded = list(csv.reader(line for line in file if not line.startswith("#")))
        made = list(rows())
        self.assertEqual(recorded[0], made[0])
        self.assertEqual(len(recorded), len(made))
        for old, new in zip(recorded[1:], made[1:]):
            for name, a, b in zip(recorded[0], old, new):
                self.assertAlmostEqual(float(a), float(b), delta=1e-5, msg=name)


if __name__ == "__main__":
    if "--record" in sys.argv:
        record()
    else:
        unittest.main()
