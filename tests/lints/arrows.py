"""The arrows between rooms: which room may include which, and where heavy headers may appear."""

import re

import house

SCIENCE = ["growth", "ligands", "spectra", "scattering", "assembly"]
BELOW_SCIENCE = ["core", "io", "fit", "crystal"]
MAY_INCLUDE = {
    "core": [],
    "io": ["core", "crystal"],
    "fit": ["core"],
    "crystal": ["core"],
    **{room: BELOW_SCIENCE for room in SCIENCE},
    "study": BELOW_SCIENCE + SCIENCE,
    "report": BELOW_SCIENCE + SCIENCE + ["study"],
}
HEAVY = re.compile(r"^(ceres/|toml\+\+/|nlohmann/|CLI/|(oneapi/)?tbb/|openssl/|udunits2|hwy/|hdf5|H5|fftw3|gemmi/)")
NOT_FOR_SCIENCE = re.compile(r"^(toml\+\+/|nlohmann/|hdf5|H5|CLI/|iostream$)")


def room_of(header):
    """The room of "nacre/ROOM/x.hpp", or None."""
    parts = header.split("/")
    return parts[1] if len(parts) == 3 and parts[0] == "nacre" else None


def wrong_in_room(room, header):
    target = room_of(header)
    if target and target != room and target not in MAY_INCLUDE.get(room, []):
        return f"room '{room}' may not include room '{target}'"
    if room in SCIENCE and NOT_FOR_SCIENCE.match(header):
        return f"science room '{room}' knows nothing of <{header}>"
    return None


def wrong(path, room, header):
    """Why `path` may not include `header`, or None."""
    if path.suffix == ".hpp" and HEAVY.match(header):
        return f"the heavy <{header}> belongs in a .cpp file"
    return wrong_in_room(room, header) if room else None


def lint(root):
    found = []
    for path in house.files(root, *house.CPP):
        parts = path.relative_to(root).parts
        if parts[0] not in ("src", "apps"):
            continue
        room = parts[2] if parts[0] == "src" else None
        if room and room not in MAY_INCLUDE:
            found.append(house.message(root, path, 1, f"'{room}' is no room of tests/lints/arrows.py"))
        for line, header in house.includes(path):
            why = wrong(path, room, header)
            if why:
                found.append(house.message(root, path, line, why))
    return found


if __name__ == "__main__":
    house.main(lint)
