"""What the lints share: the files of the house and how a lint is run.

A lint is a function that takes the root of a tree and returns messages, "path:line: what is wrong"; self_test.py
plants a violation of each in a small tree of its own.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"build", "runs", "node_modules", "dist", "__pycache__", ".git", ".cache", ".ruff_cache"}
CPP = (".cpp", ".hpp")


def files(root, *suffixes, under="."):
    """Our files below `under` with one of the suffixes (all files without), in a fixed order."""
    for path in sorted((root / under).rglob("*")):
        if path.is_file() and not NOT_OURS & set(path.relative_to(root).parts):
            if not suffixes or path.suffix in suffixes:
                yield path


def text_of(path):
    return path.read_text(encoding="utf-8", errors="replace")


def message(root, path, line, what):
    return f"{path.relative_to(root).as_posix()}:{line}: {what}"


INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def includes(path):
    """(line, header) of every #include."""
    text = text_of(path)
    return [(text.count("\n", 0, match.start(1)) + 1, match[1]) for match in INCLUDE.finditer(text)]


def main(lint):
    """Runs the lint on the tree; the exit code says whether it is clean."""
    found = lint(ROOT)
    print("\n".join(found) or "clean")
    sys.exit(1 if found else 0)
