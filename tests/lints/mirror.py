"""The tests mirror the sources: a test of the same room includes the header of every source file."""

import house

# "ROOM/name.cpp" that is tested through another file, with the reason.
ALLOWED = {}


def tested_headers(root, room):
    tests = house.files(root, ".cpp", under=f"tests/{room}")
    return {header for path in tests for _, header in house.includes(path)}


def has_test(root, source, headers):
    room, name = source.parent.name, source.stem
    if source.with_suffix(".hpp").is_file():
        return f"nacre/{room}/{name}.hpp" in headers
    return (root / "tests" / room / f"{name}_test.cpp").is_file()


def lint(root, allowed=ALLOWED):
    found = []
    for room in sorted((root / "src/nacre").iterdir()):
        headers = tested_headers(root, room.name)
        for source in house.files(root, ".cpp", under=f"src/nacre/{room.name}"):
            if f"{room.name}/{source.name}" not in allowed and not has_test(root, source, headers):
                what = f"no test in tests/{room.name} includes nacre/{room.name}/{source.stem}.hpp"
                found.append(house.message(root, source, 1, what))
    return found


if __name__ == "__main__":
    house.main(lint)
