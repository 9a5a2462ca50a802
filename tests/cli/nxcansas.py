"""NXcanSAS that nacre wrote, opened with h5py as other programs open it.

    python3 tests/cli/nxcansas.py            the files of the shipped studies; skips where h5py cannot be imported
    python3 tests/cli/nxcansas.py FILE       that file, for tests/io/nxcansas_test.cpp; exit code 77 without h5py

What must be there: https://manual.nexusformat.org, application definition NXcanSAS 1.1.
"""

import sys
import unittest
from pathlib import Path

try:
    import h5py
    import numpy as np
except ImportError:
    h5py = None

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = 77
Q_UNITS = {"1/m", "1/nm", "1/angstrom"}
I_UNITS = {"1/m", "1/cm", "m2/g", "cm2/g", "arbitrary"}


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def entries(file):
    return [item for item in file.values() if text(item.attrs.get("canSAS_class", "")) == "SASentry"]


def faults_of_data(data):
    """What is wrong with one SASdata."""
    axes = [text(axis) for axis in np.atleast_1d(data.attrs["I_axes"])]
    signal, q = data[text(data.attrs["signal"])], data["Q"]
    yield from (f"{axis} is an axis of {data.name} but not there" for axis in axes if axis not in data)
    if axes[-1] != "Q" or len(axes) != signal.ndim or list(np.atleast_1d(data.attrs["Q_indices"])) != [signal.ndim - 1]:
        yield f"the axes {axes} are not those of an array {signal.shape}"
    if text(q.attrs["units"]) not in Q_UNITS or text(signal.attrs["units"]) not in I_UNITS:
        yield f"units {q.attrs['units']}, {signal.attrs['units']}"
    if not (np.diff(q[()]) > 0).all() or signal.shape[-1:] != q.shape:
        yield "Q does not ascend, or does not fit I"
    for name in axes[:-1]:
        if data[name].shape != signal.shape[:1] or text(data[name].attrs["units"]) not in ("s", "K"):
            yield f"{name} {data[name].shape} in {data[name].attrs['units']} is not the axis of {signal.shape}"
    uncertainties = signal.attrs.get("uncertainties")
    if uncertainties is not None:
        error = data[text(uncertainties)]
        if error.shape != signal.shape or text(error.attrs["units"]) != text(signal.attrs["units"]):
            yield f"{error.name} does not fit {signal.name}"
        if not (error[()] > 0).all():
            yield f"{error.name} is not positive"
    if not np.isfinite(signal[()]).all():
        yield f"{signal.name} is not finite"


def faults_of(path):
    with h5py.File(path, "r") as file:
        found = entries(file)
        if not found:
            return ["there is no SASentry"]
        faults = []
        for entry in found:
            if text(entry["definition"][()]) != "NXcanSAS" or text(entry.attrs["NX_class"]) != "NXentry":
                faults.append(f"{entry.name} is not defined as NXcanSAS")
            data = [item for item in entry.values() if text(item.attrs.get("canSAS_class", "")) == "SASdata"]
            faults += ["no SASdata"] if not data else [fault for one in data for fault in faults_of_data(one)]
        return faults


@unittest.skipUnless(h5py, "h5py is not installed")
class Shipped(unittest.TestCase):
    def test_files_of_the_studies_open_and_carry_units(self):
        files = sorted((ROOT / "studies").rglob("*.h5"))
        if not files:
            self.skipTest("no study ships HDF5")
        for path in files:
            with self.subTest(path=path.name):
                self.assertEqual(faults_of(path), [])


def check(path):
    if not h5py:
        return SKIPPED
    faults = faults_of(path)
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) == 2 and not sys.argv[1].startswith("-"):
        sys.exit(check(sys.argv[1]))
    unittest.main()
