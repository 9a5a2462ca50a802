"""G(r) of wurtzite CdSe by PDFfit2 and by nacre, and the 3 nm refinement of PDFgui's tutorial, in the same run on one core.

    python3 bench/pdf_peer.py build/bench/bench/bench_pdf [build/release/nacre]

Needs numpy and diffpy.pdffit2. Both compute 3001 points to 30 A, q_max 25, q_damp 0.03, of the four atoms of the cell. With
the program named, both refine studies/magic-size-cluster/CdSe-3nm.gr from 1.7 to 44.8 A (eight parameters); nacre's time is
that of the whole run of that one case, with the search of its minimum, tables, figures and report.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
STUDIES = Path(__file__).resolve().parent.parent / "studies/magic-size-cluster"

STRUCTURE = """title  CdSe
format pdffit
scale   1.000000
sharp   0.000000,  0.000000,  1.000000,  0.000000
spcgr   P1
cell    4.300000,  4.300000,  7.010000, 90.000000, 90.000000, 120.000000
dcell   0.000000,  0.000000,  0.000000,  0.000000,  0.000000,  0.000000
ncell          1,         1,         1,         4
atoms
"""


@contextlib.contextmanager
def silent():
    """PDFfit2 writes a banner from C++."""
    kept, sink = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)


def structure():
    lines = []
    for name, u, z in (("CD", 0.014, 0.0), ("SE", 0.015, 0.375)):
        for half in (0, 1):
            x = (1 + half) / 3
            lines.append(f"{name} {x:.8f} {1 - x:.8f} {z + 0.5 * half:.8f} 1.0000\n 0 0 0 0\n {u} {u} {u}\n 0 0 0\n 0 0 0\n 0 0 0\n")
    return STRUCTURE + "".join(lines)


def fresh_fit(folder):
    from diffpy.pdffit2 import PdfFit

    fit = PdfFit()
    path = folder / "CdSe.stru"
    path.write_text(structure(), encoding="utf-8")
    fit.read_struct(str(path))
    fit.setvar("delta2", 3.0)
    return fit


def calculation_ms(folder):
    with silent():
        fit = fresh_fit(folder)
        fit.alloc("X", 25.0, 0.03, 0.01, 30.0, 3000)
        times = []
        for _ in range(15):
            before = time.process_time()
            fit.calc()
            times.append(1e3 * (time.process_time() - before))
    return sorted(times)[len(times) // 2]


def refinement_s(folder, data):
    with silent():
        fit = fresh_fit(folder)
        rows = [line.split() for line in data.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
        r, g, error = ([float(row[k]) for row in rows] for k in range(3))
        fit.read_data_lists("X", 14.0, 0.0486, r, g, error)
        fit.pdfrange(1, 1.7, 44.8)
        starts = {1: 4.3, 2: 7.01, 3: 0.375, 4: 0.014, 5: 0.015, 6: 3.0, 7: 1.0, 8: 30.0}
        for name, formula in (("lat(1)", "@1"), ("lat(2)", "@1"), ("lat(3)", "@2"), ("z(3)", "@3"), ("z(4)", "@3+0.5"),
                              ("delta2", "@6"), ("pscale", "@7"), ("spdiameter", "@8")):
            fit.constrain(name if "(" not in name else getattr(fit, name[:-3])(int(name[-2])), formula)
        for atom in (1, 2, 3, 4):
            for axis in (fit.u11, fit.u22, fit.u33):
                fit.constrain(axis(atom), "@4" if atom < 3 else "@5")
        for number, start in starts.items():
            fit.setpar(number, start)
        before = time.process_time()
        fit.refine()
        taken = time.process_time() - before
        return taken, fit.getrw()


def nacre_us(program):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        options = ["--benchmark_filter=from_nothing|again|with_derivatives", f"--benchmark_out={out.name}"]
        subprocess.run([program, *options, "--benchmark_out_format=json"], capture_output=True, check=True)
        runs = json.load(open(out.name, encoding="utf-8"))["benchmarks"]
    return {run["name"]: run["cpu_time"] for run in runs}


def nacre_refinement_s(program, folder):
    before = os.times()
    study = STUDIES / "pdf-cdse-3nm.toml"
    case = ["--set", "model.convention=1/r", "--set", "model.tensor=equal-diagonal"]
    subprocess.run([program, "run", study, "--out", folder / "run", "--threads", "1", *case], capture_output=True, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own, peer = nacre_us(sys.argv[1]), calculation_ms(folder)
        print(f"PDFfit2 calculates 3000 points in {peer:.1f} ms; the ratio to it last")
        for key, us in own.items():
            print(f"{key:30s} {us:8.0f} us {1e3 * peer / us:8.1f}")
        if len(sys.argv) > 2:
            seconds, rw = refinement_s(folder, STUDIES / "CdSe-3nm.gr")
            run = nacre_refinement_s(sys.argv[2], folder)
            print(f"3 nm refinement: PDFfit2 {seconds:.1f} s (Rw {rw:.4f}), the whole run of nacre {run:.2f} s")
