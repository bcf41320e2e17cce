# SPDX-License-Identifier: Apache-2.0
"""The arrows that must never exist (docs/architecture.md), as data. layering.py checks them."""
import re

SOURCE_SUFFIXES = {".cpp", ".h", ".qml", ".js", ".mjs", ".py", ".sh"}
CODE_SUFFIXES = {".cpp", ".h", ".cc", ".hpp"}
SKIP_DIRECTORIES = {".git", ".cache", "out", "__pycache__", "node_modules"}
SCRIPTS_WITHOUT_SUFFIX = {"dev", ".ci/run"}

# Umbrella headers: each triples the compile time of the file that includes it.
UMBRELLAS = {"QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtTest", "QtSql", "QtQml", "QtQuick", "QtQuickWidgets", "QtSvg",
             "QtWebSockets", "QtWebEngineCore", "QtWebEngineWidgets", "QtConcurrent", "QtDBus", "QtPrintSupport", "QtXml"}

GUI = {"QtGui", "QtWidgets", "QtQml", "QtQuick", "QtQuickWidgets", "QtQuickControls2", "QtSvg", "QtSvgWidgets", "QtOpenGL",
       "QtOpenGLWidgets", "QtPrintSupport", "QtWebEngineCore", "QtWebEngineWidgets", "QtWebEngineQuick", "QtWebChannel"}
SQL = {"QtSql"}
NET = {"QtNetwork", "QtWebSockets"}
DATABASE_HEADERS = {"sqlite3.h", "libpq-fe.h", "libpq-events.h"}
OBJECT_HEADERS = {"QObject", "QTimer", "QThread", "QCoreApplication", "QEventLoop", "QSharedMemory", "QProcess"}

# (folder prefix, Qt modules or headers it must not include, why)
NO_MODULES = [
    ("core/", GUI, "core is built without a screen"),
    ("core/domain/", SQL | NET, "domain knows neither database nor network"),
    ("core/scoring/", SQL | NET, "scoring is pure"),
    ("core/log/", SQL | NET, "the log is pure"),
    ("core/readers/", NET | SQL, "a decoder never sees a socket"),
    ("ui/", SQL, "the window asks core, never a database"),
    ("ui/models/", {"QtWidgets", "QtQuick", "QtQuickWidgets"}, "models know no view"),
    ("ui/render/", {"QtWidgets", "QtQuickWidgets"}, "render is also used without widgets"),
    ("ui/screens/", {"QtWidgets", "QtQuickWidgets"}, "an output has no widgets"),
]
NO_HEADERS = [
    ("core/domain/", OBJECT_HEADERS | DATABASE_HEADERS, "domain holds values only"),
    ("core/scoring/", OBJECT_HEADERS | DATABASE_HEADERS, "scoring is pure"),
    ("core/log/", OBJECT_HEADERS | DATABASE_HEADERS, "the log is pure"),
    ("core/readers/", OBJECT_HEADERS | DATABASE_HEADERS, "decoders are pure"),
    ("ui/", DATABASE_HEADERS | {"QSortFilterProxyModel"}, "tables sort and filter in core; the window has no SQL"),
    ("app/", DATABASE_HEADERS, "programs compose, they do not query"),
    ("plugins/", DATABASE_HEADERS, "a plugin turns requests into rows and does no I/O"),
]
# Only these may include the database's own header.
SQLITE_OWNER = re.compile(r"^(core/store/|tests/)")

# (folder prefix, project folders it must not include, why)
NO_FOLDERS = [
    ("core/", ("ui/", "plugins/"), "core stands below"),
    ("core/domain/", ("core/store/", "core/net/", "core/engine/", "core/log/", "core/readers/", "core/scoring/"), "domain stands on base only"),
    ("core/base/", ("core/domain/", "core/store/", "core/net/", "core/engine/", "core/log/", "core/readers/", "core/scoring/"), "base stands on nothing"),
    ("core/scoring/", ("core/store/", "core/net/", "core/engine/"), "scoring is pure"),
    ("core/log/", ("core/store/", "core/net/", "core/engine/"), "the log is pure"),
    ("core/readers/", ("core/store/", "core/net/", "core/engine/"), "a decoder never sees a socket or a disk"),
    ("core/net/", ("core/store/",), "sockets hand bytes on; who keeps them is not their business"),
    ("core/replication/", ("core/sync/",), "the two never meet"),
    ("core/sync/", ("core/replication/",), "the two never meet"),
    ("core/ask/", ("core/engine/", "core/net/", "core/replication/", "core/sync/"), "ask can only read"),
    ("ui/", ("core/store/sqlite.h", "core/store/eventfile.h", "core/store/migrations.h"), "the window has no SQL"),
    ("plugins/", ("ui/", "core/store/", "core/net/", "core/engine/", "core/readers/", "core/log/", "core/feed/", "core/sync/"), "a plugin sees sdk and domain values"),
]

# CMake: (folder prefix, pattern of targets it must not reach, also through others?, why)
NO_LINKS = [
    ("core/", re.compile(r"^Qt6::(Gui|Widgets|Qml|Quick|Svg|OpenGL|PrintSupport|WebEngine)|^gantry_(ui|models|render|screens|console)"), True, "core is built without a screen"),
    ("core/domain/", re.compile(r"^Qt6::(Network|Sql|WebSockets)$|^gantry_(store|net|engine|feed)$|^SQLite"), True, "domain is pure"),
    ("core/scoring/", re.compile(r"^Qt6::(Network|Sql|WebSockets)$|^gantry_(store|net|engine|feed)$|^SQLite"), True, "scoring is pure"),
    ("core/log/", re.compile(r"^Qt6::(Network|Sql|WebSockets)$|^gantry_(store|net|engine|feed)$|^SQLite"), True, "the log is pure"),
    ("core/readers/", re.compile(r"^Qt6::(Network|Sql|WebSockets)$|^gantry_(store|net|engine|feed)$|^SQLite"), True, "decoders are pure"),
    ("core/net/", re.compile(r"^gantry_(store|engine)$|^SQLite"), True, "sockets know no disk"),
    ("ui/", re.compile(r"^Qt6::Sql$|^SQLite|^PostgreSQL"), False, "the window has no SQL"),
    ("app/", re.compile(r"^Qt6::Sql$|^SQLite|^PostgreSQL|^gantry_test"), False, "programs compose"),
    ("core/", re.compile(r"^gantry_test|^rapidcheck|^Qt6::Test$"), True, "production never links tests"),
    ("ui/", re.compile(r"^gantry_test|^rapidcheck|^Qt6::Test$"), True, "production never links tests"),
]

# Text that must not be committed. (pattern, suffixes or None for all text files, what to say)
FORBIDDEN_TEXT = [
    (re.compile(r"(?<![\w.~}-])/(?:home|root|work|Users)/[\w.]"), None, "an absolute path of somebody's machine"),
    (re.compile(r"\b[A-Z]:\\\\?(?:Users|work)\\"), None, "an absolute path of somebody's machine"),
    (re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"), None, "a private key"),
    (re.compile(r"^(?:<{7}|>{7}) ", re.M), None, "a merge conflict"),
    (re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"), CODE_SUFFIXES | {".qml"}, "work that was promised, not done"),
    (re.compile(r"\binstance\s*\(\s*\)\s*\{"), CODE_SUFFIXES, "a singleton"),
    (re.compile(r"\b(?:qWait|QThread::m?sleep|QThread::usleep|QTest::qSleep|this_thread::sleep_(?:for|until)|usleep)\s*\("), CODE_SUFFIXES, "a wait by the clock"),
]
TEXT_SUFFIXES = SOURCE_SUFFIXES | {".md", ".txt", ".cmake", ".json", ".sql", ".qrc", ".desktop", ".xml", ".in", ""}

# Guides of docs/architecture.md.
FILE_P95, FILE_MAX, FUNCTION_P95, FUNCTION_MAX = 400, 600, 40, 80
