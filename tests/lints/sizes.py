"""Small files and small functions: at most 500 lines a file, 60 lines a function."""

import ast
import re

import house

FILE_LINES = 500
FUNCTION_LINES = 60
# "path" or "path:function", each with its reason.
ALLOWED = {}

CODE = (".cpp", ".hpp", ".py", ".sh", ".js", ".ts", ".css", ".cmake")
CONTROL = {"if", "for", "while", "switch", "catch", "return", "do", "else"}
NOISE = re.compile(
    r'R"(?P<end>[^\s()\\]{0,16})\(.*?\)(?P=end)"'  # raw strings
    r"|//[^\n]*|/\*.*?\*/"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'"  # characters, not digit separators
    r"|^[ \t]*#(?:\\\n|[^\n])*",  # preprocessor lines
    re.DOTALL | re.MULTILINE,
)


def without_noise(text):
    """The text without comments, strings and preprocessor lines, its line breaks kept."""
    return NOISE.sub(lambda match: "\n" * match[0].count("\n"), text)


def function_name(head):
    """The name if `head`, the text before a brace, starts a function's body, else None."""
    head = head.strip()
    if re.match(r"(?:inline\s+)?namespace\b|extern\b\s*$", head):
        return None
    match = re.search(r"([~\w:]+|operator\s*\S+?)\s*\(", head)
    if not match or match[1] in CONTROL:
        return None
    if re.match(r"(?:template\s*<.*>\s*)?(?:class|struct|union|enum)\b[^()]*$", head, re.DOTALL):
        return None
    return match[1]


def cpp_functions(text):
    """(name, first line, lines) of every function's body, nested lambdas counted within."""
    functions = []
    scopes = []  # of each open brace: name of the function that it starts, or None; its line
    inside = 0   # function bodies that are open
    head, line, depth, skipped = "", 1, 0, 0
    for character in without_noise(text):
        line += character == "\n"
        depth += (character == "(") - (character == ")")
        is_initialiser = depth > 0 or re.search(r"(\w|[=,>\]])$|[=,]\s*$", head)
        if skipped or (character == "{" and not inside and is_initialiser):
            skipped += (character == "{") - (character == "}")  # the braces of a value
        elif character == "{":
            name = None if inside else function_name(head)
            scopes.append((name, line))
            inside += name is not None
            head = ""
        elif character == "}" and scopes:
            name, start = scopes.pop()
            if name is not None:
                inside -= 1
                functions.append((name, start, line - start + 1))
            head = ""
        else:
            head = "" if character == ";" and depth == 0 else head + character
    return functions


def python_functions(text):
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return [(node.name, node.lineno, node.end_lineno - node.lineno + 1) for node in nodes]


def functions_of(path, text):
    if path.suffix in house.CPP:
        return cpp_functions(text)
    return python_functions(text) if path.suffix == ".py" else []


def lint(root, allowed=ALLOWED):
    found = []
    for path in house.files(root, *CODE):
        text = house.text_of(path)
        name = path.relative_to(root).as_posix()
        lines = text.count("\n")
        if lines > FILE_LINES and name not in allowed:
            found.append(house.message(root, path, 1, f"{lines} lines; a file has at most {FILE_LINES}"))
        for function, line, length in functions_of(path, text):
            if length > FUNCTION_LINES and f"{name}:{function}" not in allowed:
                what = f"{function} has {length} lines; a function has at most {FUNCTION_LINES}"
                found.append(house.message(root, path, line, what))
    return found


if __name__ == "__main__":
    house.main(lint)
