"""Relative links of the Markdown files lead somewhere, to a heading too where they name one."""

import re

import house

LINK = re.compile(r"\[[^\]]*\]\(<?([^)\s>]+)>?[^)]*\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def without_code(text):
    return CODE.sub(lambda match: "\n" * match[0].count("\n"), text)


def anchors(path):
    """The anchors of a file's headings, as the usual renderers make them."""
    headings = re.findall(r"^#+\s+(.*?)\s*$", re.sub(r"^```.*?^```", "", house.text_of(path), flags=re.S | re.M), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def wrong(path, link):
    """Why the link is dead, or None."""
    target, _, anchor = link.partition("#")
    file = path.parent / target if target else path
    if not file.exists():
        return f"no file {target}"
    if anchor and file.suffix == ".md" and anchor not in anchors(file):
        return f"no heading #{anchor} in {file.name}"
    return None


def lint(root):
    found = []
    for path in house.files(root, ".md"):
        text = without_code(house.text_of(path))
        for match in LINK.finditer(text):
            if re.match(r"[a-z]+:", match[1]):  # https:, mailto:
                continue
            why = wrong(path, match[1])
            if why:
                found.append(house.message(root, path, text.count("\n", 0, match.start()) + 1, why))
    return found


if __name__ == "__main__":
    house.main(lint)
