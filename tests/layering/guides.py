# SPDX-License-Identifier: Apache-2.0
"""Sizes of files and functions, as `./dev lint` reports them."""
import bisect
import re

import rules

NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.S)
# A type, a namespace or an initialiser: their braces hold functions or values.
NOT_A_FUNCTION = re.compile(r"\b(?:namespace|class|struct|enum|union|extern)\b[^()]*$|=\s*$")
NAME = re.compile(r"([~\w:]+)\s*\(")


def blank(match):
    return re.sub(r"[^\n]", " ", match.group(0))


def functions(text):
    """(name, first line, lines) of every function body: a brace after a parameter list, outside of any other function."""
    clean = re.sub(r"^[ \t]*#[^\n]*(?:\\\n[^\n]*)*", blank, NOISE.sub(blank, text), flags=re.M)
    newlines = [i for i, c in enumerate(clean) if c == "\n"]
    stack, start, inside = [], 0, None
    for match in re.finditer(r"[{};]", clean):
        char, at = match.group(0), match.start()
        if char == "{":
            head = clean[start:at]
            is_function = inside is None and ")" in head and not NOT_A_FUNCTION.search(head)
            if is_function:
                name = NAME.search(head)
                begin = at - len(head.lstrip())
                inside = (len(stack), name.group(1) if name else "?", begin)
            stack.append(char)
        elif char == "}" and stack:
            stack.pop()
            if inside and len(stack) == inside[0]:
                first = bisect.bisect_left(newlines, inside[2]) + 1
                yield inside[1], first, bisect.bisect_left(newlines, at) + 1 - first + 1
                inside = None
        start = at + 1


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] if values else 0


def report(code):
    """Prints the sizes; true when a hard limit is passed."""
    files = {path: text.count("\n") for path, text in code.items()}
    bodies = [(lines, path, first, name) for path, text in code.items() for name, first, lines in functions(text)]
    file_p95, function_p95 = percentile(files.values(), 0.95), percentile([b[0] for b in bodies], 0.95)
    print(f"guide: {len(files)} files, p95 {file_p95} lines (guide {rules.FILE_P95}); "
          f"{len(bodies)} functions, p95 {function_p95} lines (guide {rules.FUNCTION_P95})")
    long_files = [(n, p) for p, n in files.items() if n > rules.FILE_MAX]
    long_bodies = [b for b in bodies if b[0] > rules.FUNCTION_MAX]
    for lines, path in sorted(long_files, reverse=True):
        print(f"{path}:1: [guide] {lines} lines, at most {rules.FILE_MAX}")
    for lines, path, first, name in sorted(long_bodies, reverse=True):
        print(f"{path}:{first}: [guide] {name} has {lines} lines, at most {rules.FUNCTION_MAX}")
    return bool(long_files or long_bodies)
