# SPDX-License-Identifier: Apache-2.0
"""A check that cannot fail checks nothing: every rule is shown one violation, planted in a sound little tree."""
import pathlib
import sys
import tempfile

import guides
import layering
import rules

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"

SOUND = {
    "core/CMakeLists.txt": "add_subdirectory(base)\n",
    "core/base/CMakeLists.txt": "gantry_add_library(gantry_base SOURCES text.h PUBLIC Qt6::Core)\n",
    "core/base/text.h": SPDX + "#pragma once\n#include <QString>\n",
    "core/domain/CMakeLists.txt": "gantry_add_library(gantry_domain SOURCES race.h PUBLIC gantry_base)\n",
    "core/domain/race.h": SPDX + '#pragma once\n#include "core/base/text.h"\n#include <vector>\n',
    "core/scoring/CMakeLists.txt": "gantry_add_library(gantry_scoring SOURCES score.h PUBLIC gantry_domain)\n",
    "core/scoring/score.h": SPDX + '#pragma once\n#include "core/domain/race.h"\n',
    "core/readers/CMakeLists.txt": "gantry_add_library(gantry_readers SOURCES decoder.h PUBLIC gantry_domain)\n",
    "core/readers/decoder.h": SPDX + '#pragma once\n#include "core/domain/race.h"\n',
    "core/store/CMakeLists.txt": "gantry_add_library(gantry_store SOURCES db.h PUBLIC gantry_domain PRIVATE SQLite::SQLite3)\n",
    "core/store/sqlite.h": SPDX + "#pragma once\n#include <sqlite3.h>\n",
    "core/net/CMakeLists.txt": "gantry_add_library(gantry_net SOURCES server.h PUBLIC gantry_readers Qt6::Network)\n",
    "core/net/server.h": SPDX + '#pragma once\n#include "core/readers/decoder.h"\n#include <QTcpServer>\n#include <QObject>\n',
    "ui/models/CMakeLists.txt": "gantry_add_library(gantry_models SOURCES rows.h PUBLIC gantry_domain Qt6::Gui)\n",
    "ui/models/rows.h": SPDX + '#pragma once\n#include "core/domain/race.h"\n#include <QColor>\n',
    "ui/console/window.cpp": SPDX + '#include "ui/models/rows.h"\n#include <QMainWindow>\n',
    "app/gantry/main.cpp": SPDX + '#include "ui/models/rows.h"\n#include "app/gantry/parts.h"\nint main() { return 0; }\n',
    "app/gantry/parts.h": SPDX + "#pragma once\n",
    "plugins/sdk/rows.h": SPDX + '#pragma once\n#include "core/domain/race.h"\n',
    "tests/support/fake.h": SPDX + '#pragma once\n#include "core/base/text.h"\n',
    "tests/unit/net/net_test.cpp": SPDX + '#include "core/net/server.h"\n#include "tests/support/fake.h"\n#include <QTest>\n',
    "README.md": "# Sound\nSee /usr/share/doc and https://example.org/home/page.\n",
    "LICENSE": "text\n",
}


def include(header):
    return f"#include {header}\n"


HOME = "/" + "home/somebody/gantry"
MARK = "TO" + "DO"

# (rule, file, what is appended); a new file gets the SPDX line first, unless that is what is tested.
VIOLATIONS = [
    ("umbrella", "core/base/text.h", include("<QtCore>")),
    ("umbrella", "tests/unit/net/net_test.cpp", include("<QtTest/QtTest>")),
    ("module", "core/net/server.h", include("<QColor>")),
    ("module", "core/engine/x.h", include("<QtQml/QQmlEngine>")),
    ("module", "core/net/more.h", include("<QWidget>")),
    ("module", "core/domain/race.h", include("<QTcpSocket>")),
    ("module", "core/scoring/score.h", include("<QSqlQuery>")),
    ("module", "core/log/op.h", include("<QNetworkReply>")),
    ("module", "core/readers/decoder.h", include("<QTcpSocket>")),
    ("module", "ui/console/window.cpp", include("<QSqlQuery>")),
    ("module", "ui/models/rows.h", include("<QTableView>")),
    ("module", "ui/render/scene.h", include("<QWidget>")),
    ("module", "ui/screens/output.h", include("<QWidget>")),
    ("header", "core/domain/race.h", include("<QObject>")),
    ("header", "core/scoring/score.h", include("<QTimer>")),
    ("header", "core/log/op.h", include("<QObject>")),
    ("header", "core/readers/decoder.h", include("<QThread>")),
    ("header", "ui/models/rows.h", include("<QSortFilterProxyModel>")),
    ("header", "ui/console/window.cpp", include("<libpq-fe.h>")),
    ("header", "app/gantry/main.cpp", include("<sqlite3.h>")),
    ("header", "plugins/vendor/a.cpp", include("<sqlite3.h>")),
    ("sqlite", "core/engine/x.cpp", include("<sqlite3.h>")),
    ("arrow", "core/net/server.h", include('"ui/models/rows.h"')),
    ("arrow", "core/base/text.h", include('"core/domain/race.h"')),
    ("arrow", "core/domain/race.h", include('"core/store/sqlite.h"')),
    ("arrow", "core/scoring/score.h", include('"core/store/sqlite.h"')),
    ("arrow", "core/log/op.h", include('"core/net/server.h"')),
    ("arrow", "core/readers/decoder.h", include('"core/net/server.h"')),
    ("arrow", "core/net/server.h", include('"core/store/sqlite.h"')),
    ("arrow", "core/replication/a.h", include('"core/sync/b.h"')),
    ("arrow", "core/sync/b.h", include('"core/replication/a.h"')),
    ("arrow", "core/ask/question.h", include('"core/engine/console.h"')),
    ("arrow", "ui/console/window.cpp", include('"core/store/sqlite.h"')),
    ("arrow", "plugins/vendor/a.cpp", include('"core/store/sqlite.h"')),
    ("app", "ui/console/window.cpp", include('"app/gantry/parts.h"')),
    ("app", "app/gantryctl/main.cpp", include('"app/gantry/parts.h"')),
    ("production", "core/net/server.h", include('"tests/support/fake.h"')),
    ("cycle", "core/readers/decoder.h", include('"core/feed/a.h"')),
    ("cycle", "core/display/a.h", include('"core/feed/a.h"')),
    ("link", "core/net/CMakeLists.txt", "target_link_libraries(gantry_net PRIVATE Qt6::Gui)\n"),
    ("link", "core/base/CMakeLists.txt", "target_link_libraries(gantry_base PUBLIC Qt6::Network)\n"),  # reaches domain
    ("link", "core/scoring/CMakeLists.txt", "target_link_libraries(gantry_scoring PRIVATE gantry_store)\n"),
    ("link", "core/readers/CMakeLists.txt", "target_link_libraries(gantry_readers PUBLIC Qt6::Network)\n"),
    ("link", "core/log/CMakeLists.txt", "gantry_add_library(gantry_log SOURCES op.h PUBLIC gantry_store)\n"),
    ("link", "core/net/CMakeLists.txt", "target_link_libraries(gantry_net PRIVATE gantry_store)\n"),
    ("link", "core/store/CMakeLists.txt", "target_link_libraries(gantry_store PRIVATE gantry_test_support)\n"),
    ("link", "ui/models/CMakeLists.txt", "target_link_libraries(gantry_models PRIVATE Qt6::Sql)\n"),
    ("link", "ui/models/CMakeLists.txt", "target_link_libraries(gantry_models PRIVATE rapidcheck)\n"),
    ("link", "app/gantry/CMakeLists.txt", "gantry_add_program(gantry SOURCES main.cpp LINK SQLite::SQLite3)\n"),
    ("text", "README.md", f"Built in {HOME}.\n"),
    ("text", "core/base/text.h", f'// see "{HOME}/x"\n'),
    ("text", "README.md", "-----BEGIN " + "PRIVATE KEY-----\n"),
    ("text", "README.md", "<" * 7 + " ours\n"),
    ("text", "core/base/text.h", f"// {MARK}: later\n"),
    ("text", "core/base/text.h", "static Store &instance() { return s; }\n"),
    ("text", "tests/unit/net/net_test.cpp", "void f() { QTest::" + "qWait(50); }\n"),
    ("spdx", "core/base/other.cpp", "int x;\n"),
    ("spdx", "dev", "#!/bin/sh\n"),
]
EXTRA = {  # what some violations need around them
    "core/feed/a.h": SPDX + '#include "core/display/a.h"\n#include "core/readers/decoder.h"\n',
    "core/display/a.h": SPDX,
}


def plant(root, files):
    for name, text in files.items():
        path = pathlib.Path(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def violation_is_found(rule, file, addition):
    files = dict(SOUND)
    if rule == "cycle":
        files.update(EXTRA)
    fresh = "" if rule == "spdx" or file.endswith(".txt") else SPDX
    files[file] = files.get(file, fresh) + addition
    with tempfile.TemporaryDirectory() as root:
        plant(root, files)
        found = layering.check_all(root)
    return any(f.rule == rule for f in found), found


def rows_never_shown(found):
    """Rows of the tables in rules.py that no planted violation met: they might as well not be there."""
    for table, rule in ((rules.NO_MODULES, "module"), (rules.NO_HEADERS, "header"), (rules.NO_FOLDERS, "arrow"), (rules.NO_LINKS, "link")):
        for row in table:
            if not any(f.rule == rule and f.path.startswith(row[0]) and row[-1] in f.text for f in found):
                yield f"{rule}: {row[0]} ({row[-1]})"
    for _, _, what in rules.FORBIDDEN_TEXT:
        if not any(f.rule == "text" and what in f.text for f in found):
            yield f"text: {what}"


def sizes_are_found():
    long_function = SPDX + "namespace a {\nstruct S {\n    int f(int x)\n    {\n" + "        // {\n" * 90 + "    }\n};\n}\n"
    named = [(name, lines) for name, _, lines in guides.functions(long_function)]
    return named == [("f", 93)]


def run():
    if layering.qt_module("QWidget", layering.DEFAULT_QT_HEADERS) != "QtWidgets":
        print("self-test skipped: Qt's headers are not where they are looked for", file=sys.stderr)
        return 77
    failed = 0
    with tempfile.TemporaryDirectory() as root:
        plant(root, SOUND)
        for finding in layering.check_all(root):
            failed += 1
            print("found in a sound tree:", finding)
    everything = []
    for rule, file, addition in VIOLATIONS:
        seen, found = violation_is_found(rule, file, addition)
        everything += found
        if not seen:
            failed += 1
            print(f"NOT found: [{rule}] {file} + {addition!r}; only {found}")
    for row in rows_never_shown(everything):
        failed += 1
        print("no violation planted for", row)
    if not sizes_are_found():
        failed += 1
        print("NOT found: the length of a function")
    print(f"self-test: {len(VIOLATIONS)} planted violations, {failed} problems")
    return 1 if failed else 0
