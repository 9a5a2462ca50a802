"""Writes the HDF5 files of this folder with h5py, as programs other than nacre lay them out."""

from pathlib import Path

import h5py
import numpy as np

HERE = Path(__file__).parent
Q = np.array([0.01, 0.02, 0.03, 0.04])  # 1/angstrom
I = np.array([[8.0, 6.0, 4.0, 2.0], [9.0, 7.0, 5.0, 3.0], [10.0, 8.0, 6.0, 4.0]])


def entry(file, name, q_unit="1/angstrom", i_unit="1/cm", frames=None, text=str):
    """One SASentry in the words of NXcanSAS 1.1; `text` turns texts into those of fixed or variable length."""
    group = file.create_group(name)
    group.attrs["NX_class"], group.attrs["canSAS_class"] = text("NXentry"), text("SASentry")
    group["definition"] = text("NXcanSAS")
    data = group.create_group("sasdata")
    data.attrs["NX_class"], data.attrs["canSAS_class"] = text("NXdata"), text("SASdata")
    data.attrs["signal"] = text("I")
    series = frames is not None
    data.attrs["I_axes"] = ["Time", "Q"] if series else text("Q")
    data.attrs["Q_indices"] = [1] if series else [0]
    values = I[:frames] if series else I[0]
    data["Q"] = Q
    data["I"] = values.astype("f4")
    data["Idev"] = (values / 10).astype("f4")
    data["Qdev"] = Q / 20
    if series:
        data["Time"] = np.arange(frames) / 2
        data["Time"].attrs["units"] = "min"
    data["Q"].attrs["units"], data["Qdev"].attrs["units"] = text(q_unit), text(q_unit)
    data["I"].attrs["units"], data["Idev"].attrs["units"] = text(i_unit), text(i_unit)
    data["I"].attrs["uncertainties"] = text("Idev")
    data["Q"].attrs["resolutions"] = text("Qdev")


def fixed(text):
    return np.bytes_(text)


with h5py.File(HERE / "series.h5", "w") as file:
    entry(file, "sasentry01", frames=3)
with h5py.File(HERE / "entries.h5", "w") as file:
    for number in (10, 2, 1):
        entry(file, f"sasentry{number}", q_unit="1/nm", i_unit="1/m", text=fixed)
with h5py.File(HERE / "wrong-q-unit.h5", "w") as file:
    entry(file, "sasentry01", q_unit="furlong")
with h5py.File(HERE / "wrong-intensity-unit.h5", "w") as file:
    entry(file, "sasentry01", i_unit="kelvin")
with h5py.File(HERE / "stack.h5", "w") as file:
    group = file.create_group("scan/reduced")
    group["q"], group["I"], group["sigma"] = np.tile(Q, (3, 1)), I.astype("i4"), I / 10
    group["q"].attrs["units"] = "A^-1"
    group["temperature"] = [25.0, 30.0, 35.0]
    group["temperature"].attrs["units"] = "degC"
with h5py.File(HERE / "text.h5", "w") as file:
    file["q"], file["I"] = Q, [b"8", b"6", b"4", b"2"]
with h5py.File(HERE / "turned.h5", "w") as file:
    file["q"], file["I"] = Q, np.ascontiguousarray(I.T)
with h5py.File(HERE / "unwritten.h5", "w") as file:
    file["q"] = Q
    file.create_dataset("I", (10**12, 4), "f8", chunks=(1000, 4))
with h5py.File(HERE / "nameless.h5", "w") as file:
    file["x"], file["group/y"] = Q, I
