"""Molecular dynamics by LAMMPS and by nacre, in turns in the same run.

    python3 bench/assembly_peer.py build/bench/bench/bench_assembly lmp

The same 27,000 particles, cut-off and time step (bench/assembly_bench.cpp); LAMMPS with the best of several skins, nacre
with its own tuning. One core, the best of three runs each, in turns. Times are those of the processor.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 3
SKINS = {"narrow": (0.15, 0.2, 0.25, 0.3), "wide": (0.2, 0.3, 0.4)}
STEPS = {"narrow": 300, "wide": 100}
RUN = """
neighbor {skin} bin
timestep 0.001
fix integrate all nve
thermo_modify norm no
run 0
"""
# Operations of a kernel on a vector for one row of pairs, over two a cycle: what arithmetic alone would take.
# Each pair is computed twice, once for each particle. Loads and their transposition are not counted.
FLOOR_OPERATIONS = {"narrow_mixed": 33, "narrow_double": 35, "wide_mixed": 29, "wide_double": 31}


def processor_seconds(command, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=environment)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def lammps_rate(lmp, folder, name, style, skin):
    """Steps a second without the start, which is timed by a run of no steps."""
    setup = (folder / name / f"in.{style}").read_text() + RUN.format(skin=skin)
    seconds = []
    for steps in (0, STEPS[name]):
        (folder / name / "in.bench").write_text(setup + f"run {steps}\n")
        seconds.append(processor_seconds([lmp, "-in", "in.bench", "-log", "none", "-screen", "none"], folder / name))
    return STEPS[name] / (seconds[1] - seconds[0])


def nacre_counters(bench, filters):
    out = subprocess.run([bench, f"--benchmark_filter={filters}", "--benchmark_format=json"], check=True,
                         capture_output=True, text=True).stdout
    return {run["name"].split("/")[1]: run for run in json.loads(out)["benchmarks"]}


def clock_hz():
    found = re.search(r"cpu MHz\s*:\s*([\d.]+)", Path("/proc/cpuinfo").read_text())
    return 1e6 * float(found[1]) if found else 3e9


def compare(bench, lmp, folder, name):
    rates = {}
    for _ in range(ROUNDS):
        for style in ("mie", "table"):
            for skin in SKINS[name]:
                rate = lammps_rate(lmp, folder, name, style, skin)
                rates[style] = max(rates.get(style, 0), rate)
        for kind, run in nacre_counters(bench, f"steps_27000/{name}_(mixed|double)$").items():
            rates[kind] = max(rates.get(kind, 0), run["steps/s"])
            rates[kind + " ns"] = min(rates.get(kind + " ns", 1e9), 1e9 * run["s/pair"])
    print(f"{name}: LAMMPS mie/cut {rates['mie']:.0f}, table {rates['table']:.0f} steps/s")
    for precision, lanes in (("mixed", 16), ("double", 8)):
        kind = f"{name}_{precision}"
        floor = 1e9 * FLOOR_OPERATIONS[kind] / lanes / clock_hz()
        print(f"  nacre {precision}: {rates[kind]:.0f} steps/s, {rates[kind] / rates['mie']:.2f} x mie/cut, "
              f"{rates[kind] / rates['table']:.2f} x table; {rates[kind + ' ns']:.2f} ns per pair with everything, "
              f"{100 * floor / rates[kind + ' ns']:.0f} % of it arithmetic at its floor")


def main():
    bench, lmp = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([bench, folder], check=True)
        for well in ("narrow", "wide"):
            compare(bench, lmp, folder, well)
    two = nacre_counters(bench, "steps_27000/narrow_mixed(_2/real_time)?$")
    print("2 cores / 1 core:", ", ".join(f"{kind} {run['steps/s']:.0f}" for kind, run in two.items()))
    sizes = nacre_counters(bench, "sizes/")
    costs = {size: 1e9 / run["items_per_second"] for size, run in sizes.items()}
    print("ns per particle and step:", ", ".join(f"{size}: {cost:.1f}" for size, cost in costs.items()))
    print(f"largest over smallest: {max(costs.values()) / min(costs.values()):.2f}")


if __name__ == "__main__":
    main()
