"""Words that do not belong: notes of unfinished work, paths of one machine, printing in the library."""

import re

import house

# Written in pieces, so that this file does not find itself.
EVERYWHERE = [
    (re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b"), "unfinished work"),
    (re.compile(r"(?<![\w.$}/-])/(wo" r"rk|tm" r"p|ho" r"me|ro" r"ot|Us" r"ers)(/|\b)"), "a path of one machine"),
]
IN_LIBRARY = [
    (re.compile(r"\bstd::(cout|cerr|clog|puts|printf)\b|(?<!\w)f?printf\("), "the library never prints"),
]
TEXT = {".cpp", ".hpp", ".py", ".sh", ".cmake", ".txt", ".md", ".toml", ".json", ".js", ".ts", ".css", ".html",
        ".yml", ".cff", ""}


def lint(root):
    found = []
    for path in house.files(root):
        if path.suffix not in TEXT or path.name in ("package-lock.json", "LICENSE"):
            continue
        in_library = path.relative_to(root).parts[0] == "src"
        rules = EVERYWHERE + (IN_LIBRARY if in_library else [])
        for number, line in enumerate(house.text_of(path).splitlines(), 1):
            for pattern, what in rules:
                match = pattern.search(line)
                if match:
                    found.append(house.message(root, path, number, f"{what}: {match[0]}"))
    return found


if __name__ == "__main__":
    house.main(lint)
