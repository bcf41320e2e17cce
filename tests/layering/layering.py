#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the arrows between the folders, from #include lines and CMake link lists.

usage: layering.py [--qt-headers DIR] [--guides | --links] ROOT      (1 = something was found)
       layering.py --self-test      plants one violation of every rule and sees each of them found
"""
import collections
import functools
import os
import pathlib
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import guides  # noqa: E402
import rules  # noqa: E402

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.M)
DEFAULT_QT_HEADERS = ("/usr/include/x86_64-linux-gnu/qt6", "/usr/include/aarch64-linux-gnu/qt6", "/usr/include/qt6")
Finding = collections.namedtuple("Finding", "rule path line text")


class Tree:
    """The files of one source tree, read once."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self.texts = {}
        for folder, names, files in os.walk(self.root):
            names[:] = sorted(n for n in names if n not in rules.SKIP_DIRECTORIES and not n.startswith("build"))
            for name in sorted(files):
                path = pathlib.Path(folder, name)
                relative = path.relative_to(self.root).as_posix()
                if path.suffix in rules.TEXT_SUFFIXES and path.stat().st_size < 2_000_000:
                    try:
                        self.texts[relative] = path.read_text(encoding="utf-8")
                    except (UnicodeDecodeError, OSError):
                        pass  # not text

    def code(self):
        return {p: t for p, t in self.texts.items() if pathlib.PurePosixPath(p).suffix in rules.CODE_SUFFIXES}

    @functools.cached_property
    def includes(self):
        """path → [(line, header, quoted)]"""
        found = {}
        for path, text in self.code().items():
            found[path] = [(text.count("\n", 0, m.start()) + 1, m.group(1) or m.group(2), m.group(1) is not None)
                           for m in INCLUDE.finditer(text)]
        return found


def folder_of(path):
    """core/store/x.h → core/store; ui/console/race/y.cpp → ui/console; tests/unit/net/z.cpp → tests/unit."""
    parts = path.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 else parts[0]


@functools.lru_cache(maxsize=None)
def qt_module(header, directories):
    """The Qt module of <QColor> or <QtGui/QColor>; None for what is not Qt's."""
    if "/" in header:
        head = header.split("/")[0]
        return head if head.startswith("Qt") else None
    if not header.startswith("Q"):
        return None
    for directory in directories:
        for module in sorted(rules.GUI | rules.SQL | rules.NET):
            if os.path.exists(os.path.join(directory, module, header)):
                return module
    return None


def check_includes(tree, qt_headers):
    for path, includes in tree.includes.items():
        for line, header, quoted in includes:
            yield from check_umbrella(path, line, header)
            yield from check_header(path, line, header, qt_headers)
            if quoted:
                yield from check_folder(path, line, header)


def check_umbrella(path, line, header):
    parts = header.split("/")
    if parts[-1] in rules.UMBRELLAS:
        yield Finding("umbrella", path, line, f"<{header}> is an umbrella header; include the class you need")


def check_header(path, line, header, qt_headers):
    name = header.split("/")[-1]
    module = qt_module(header, qt_headers)
    for prefix, modules, why in rules.NO_MODULES:
        if path.startswith(prefix) and module in modules:
            yield Finding("module", path, line, f"<{header}> is of {module}: {why}")
    for prefix, headers, why in rules.NO_HEADERS:
        if path.startswith(prefix) and name in headers:
            yield Finding("header", path, line, f"<{header}>: {why}")
    if name == "sqlite3.h" and not rules.SQLITE_OWNER.match(path):
        yield Finding("sqlite", path, line, "only core/store includes sqlite3.h")


def check_folder(path, line, header):
    for prefix, targets, why in rules.NO_FOLDERS:
        if path.startswith(prefix) and header.startswith(targets) and not header.startswith(prefix):
            yield Finding("arrow", path, line, f"{prefix[:-1]} must not include {header}: {why}")
    if header.startswith("app/") and folder_of(header) != folder_of(path):
        yield Finding("app", path, line, f"nothing includes app: {header}")
    if header.startswith("tests/") and not path.startswith("tests/"):
        yield Finding("production", path, line, f"production must not include tests: {header}")


def check_cycles(tree):
    """No two folders include each other, neither directly nor round a corner."""
    edges = collections.defaultdict(dict)
    for path, includes in tree.includes.items():
        for line, header, quoted in includes:
            target = folder_of(header)
            if quoted and "/" in header and target != folder_of(path) and header in tree.texts:
                edges[folder_of(path)].setdefault(target, (path, line))
    for group in strong_components(edges):
        if len(group) > 1:
            first = group[0]
            path, line = next(edges[first][t] for t in edges[first] if t in group)
            yield Finding("cycle", path, line, "these folders include each other: " + ", ".join(group))


def strong_components(edges):
    order, seen = [], set()

    def visit(graph, node, out):
        stack = [(node, iter(sorted(graph.get(node, ()))))]
        seen.add(node)
        while stack:
            current, rest = stack[-1]
            following = next((n for n in rest if n not in seen), None)
            if following is None:
                out.append(current)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(sorted(graph.get(following, ())))))

    nodes = sorted(set(edges) | {t for targets in edges.values() for t in targets})
    for node in nodes:
        if node not in seen:
            visit(edges, node, order)
    reverse = collections.defaultdict(set)
    for source, targets in edges.items():
        for target in targets:
            reverse[target].add(source)
    seen = set()
    for node in reversed(order):
        if node not in seen:
            group = []
            visit(reverse, node, group)
            yield sorted(group)


CALL = re.compile(r"\b(gantry_add_\w+|target_link_libraries|qt_add_\w+|qt6_add_\w+|add_library|add_executable)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
KEYWORDS = {"SOURCES", "PUBLIC", "PRIVATE", "INTERFACE", "LINK", "LABELS", "TIMEOUT", "STATIC", "MODULE", "SHARED", "OBJECT"}


def cmake_links(tree):
    """target → (folder with '/', [linked targets], path, line)"""
    targets = {}
    for path, text in tree.texts.items():
        if not path.endswith("CMakeLists.txt"):
            continue
        clean = re.sub(r"#[^\n]*", "", text)
        folder = path[: -len("CMakeLists.txt")]
        for call in CALL.finditer(clean):
            words = call.group(2).split()
            if not words:
                continue
            line = clean.count("\n", 0, call.start()) + 1
            entry = targets.setdefault(words[0], (folder, [], path, line))
            linking = call.group(1) == "target_link_libraries"
            for word in words[1:]:
                if word in KEYWORDS:
                    linking = word in {"PUBLIC", "PRIVATE", "INTERFACE", "LINK"}
                elif linking:
                    entry[1].append(word)
    return targets


def check_links(tree):
    targets = cmake_links(tree)

    def reach(name, seen):
        for link in targets.get(name, ("", [], "", 0))[1]:
            if link not in seen:
                seen.add(link)
                reach(link, seen)
        return seen

    for name, (folder, direct, path, line) in sorted(targets.items()):
        for prefix, pattern, through, why in rules.NO_LINKS:
            if folder.startswith(prefix):
                for link in sorted(reach(name, set()) if through else set(direct)):
                    if pattern.search(link):
                        yield Finding("link", path, line, f"{name} must not link {link}: {why}")


def check_spdx(tree):
    for path, text in tree.texts.items():
        suffix = pathlib.PurePosixPath(path).suffix
        if suffix in rules.SOURCE_SUFFIXES or path in rules.SCRIPTS_WITHOUT_SUFFIX:
            if text.strip() and "SPDX-License-Identifier: Apache-2.0" not in "\n".join(text.split("\n", 3)[:3]):
                yield Finding("spdx", path, 1, "the SPDX line is missing from the top")


def check_text(tree):
    for path, text in tree.texts.items():
        if path == "LICENSE":
            continue
        suffix = pathlib.PurePosixPath(path).suffix
        for pattern, suffixes, what in rules.FORBIDDEN_TEXT:
            if suffixes is None or suffix in suffixes:
                for match in pattern.finditer(text):
                    yield Finding("text", path, text.count("\n", 0, match.start()) + 1, f"{what}: {match.group(0).strip()}")


NAMED_FILE = re.compile(r"`((?:app|core|ui|plugins|resources|installer|tests|docs)/[\w./-]+)`")


def check_doc_links(tree):
    """Relative links between pages, and files they name, are there."""
    for path, text in tree.texts.items():
        if path.endswith(".md"):
            for match in re.finditer(r"\]\(([^)#\s]+)[^)]*\)", text):
                target = match.group(1)
                if not re.match(r"[a-z]+:", target) and not (tree.root / path).parent.joinpath(target).exists():
                    yield Finding("doc-link", path, text.count("\n", 0, match.start()) + 1, f"leads nowhere: {target}")
            for match in NAMED_FILE.finditer(text):
                if not (tree.root / match.group(1)).exists():
                    yield Finding("doc-link", path, text.count("\n", 0, match.start()) + 1, f"names what is not there: {match.group(1)}")


def check_all(root, qt_headers=DEFAULT_QT_HEADERS):
    tree = Tree(root)
    found = []
    for check in (lambda t: check_includes(t, qt_headers), check_cycles, check_links, check_spdx, check_text):
        found += check(tree)
    return found


def main(arguments):
    if "--self-test" in arguments:
        import selftest
        return selftest.run()
    qt_headers = DEFAULT_QT_HEADERS
    if "--qt-headers" in arguments:
        at = arguments.index("--qt-headers")
        qt_headers = (arguments[at + 1], *DEFAULT_QT_HEADERS)
        del arguments[at:at + 2]
    words = [a for a in arguments if not a.startswith("--")]
    if len(words) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    if "--links" in arguments:
        found = list(check_doc_links(Tree(words[0])))
    else:
        found = check_all(words[0], qt_headers)
    for finding in found:
        print(f"{finding.path}:{finding.line}: [{finding.rule}] {finding.text}")
    too_long = guides.report(Tree(words[0]).code()) if "--guides" in arguments else False
    if not any(os.path.isdir(d) for d in qt_headers):
        print("note: Qt's headers were not found; the module rules could not be checked", file=sys.stderr)
        return 1
    print(f"layering: {len(found)} found" if found else "layering: sound")
    return 1 if found or too_long else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
