"""Trajectories that nacre wrote, opened by the programs people look at them with: gsd (HOOMD-blue) and OVITO.

    python3 tests/cli/trajectories.py FILE EXPECTED   for tests/io/trajectory_peers_test.cpp; exit code 77 without gsd

FILE is .gsd or .xyz; EXPECTED is JSON: the step, types, diameters, positions, box and columns of its last frame. NACRE_PEERS
names another Python that has gsd and ovito.
"""

import json
import os
import subprocess
import sys

SKIPPED = 77
TOLERANCE = {".gsd": 1e-6, ".xyz": 1e-12}

peers = os.environ.get("NACRE_PEERS")
if peers:
    del os.environ["NACRE_PEERS"]
    sys.exit(subprocess.run([peers, *sys.argv]).returncode)

try:
    import numpy as np
except ImportError:
    sys.exit(SKIPPED)
try:
    import ovito.io
except ImportError:
    ovito = None
try:
    import gsd.hoomd
except ImportError:
    gsd = None


def near(found, expected, tolerance):
    found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
    return found.shape == expected.shape and np.allclose(found, expected, rtol=tolerance, atol=tolerance,
                                                         equal_nan=True)


def faults_in_gsd(path, expected):
    with gsd.hoomd.open(path, "r") as trajectory:
        frame = trajectory[-1]
        found = {
            "step": frame.configuration.step,
            "box": frame.configuration.box[:3],
            "diameters": frame.particles.diameter,
            "positions": frame.particles.position,
        }
        yield from (f"gsd: {name} is {value}" for name, value in found.items()
                    if not near(value, expected[name], 1e-6))
        types = [frame.particles.types[t] for t in frame.particles.typeid]
        if types != expected["types"]:
            yield f"gsd: types are {types}"
        for name, values in expected["columns"].items():
            if not near(frame.log["particles/" + name], values, 1e-12):
                yield f"gsd: {name} is {frame.log['particles/' + name]}"
        frame.validate()


def faults_in_ovito(path, expected, tolerance):
    pipeline = ovito.io.import_file(path)
    data = pipeline.compute(pipeline.num_frames - 1)
    particles = data.particles
    types = [particles.particle_types.type_by_id(t).name for t in particles.particle_types[...]]
    if types != expected["types"]:
        yield f"OVITO: types are {types}"
    found = {
        "positions": particles.positions[...],
        "box": np.diag(data.cell[:3, :3]),
        "diameters": 2 * particles["Radius"][...],
    }
    yield from (f"OVITO: {name} is {value}" for name, value in found.items()
                if not near(value, expected[name], max(tolerance, 1e-6)))
    if path.endswith(".xyz") and list(data.cell.pbc) != expected["periodic"]:
        yield f"OVITO: periodic is {data.cell.pbc}"
    if not near(np.asarray(data.cell[:, 3]), -np.asarray(expected["box"]) / 2, 1e-6):
        yield f"OVITO: the box begins at {data.cell[:, 3]}"
    for name, values in expected["columns"].items():
        names = [key for key in particles.keys() if key.split("/")[-1].lower() == name.lower()]
        if not names or not near(particles[names[0]][...], values, 1e-6):
            yield f"OVITO: no {name} as it was among {list(particles.keys())}"


def check(path, expected):
    extension = path[path.rfind("."):]
    faults = []
    if extension == ".gsd" and gsd:
        faults += faults_in_gsd(path, expected)
    if ovito:
        faults += faults_in_ovito(path, expected, TOLERANCE[extension])
    if not ovito and not (gsd and extension == ".gsd"):
        return SKIPPED
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        sys.exit(check(sys.argv[1], json.load(file)))
