// SPDX-License-Identifier: Apache-2.0
#include "core/store/verify.h"

#include "core/base/text.h"
#include "core/store/migrations.h"
#include "core/store/verifier.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace gantry::store {

namespace {

constexpr int kMostProblems = 200;

QByteArrayView viewOf(const Id128 &id)
{
    return QByteArrayView(id.bytes.data(), qsizetype(id.bytes.size()));
}

} // namespace

void Verifier::problem(const QString &text)
{
    if (++m_problems <= kMostProblems)
        m_report.problems.append(text);
}

void Verifier::count(const char *name, std::int64_t add)
{
    const QString key = QLatin1String(name);
    m_report.counts.insert(key, qint64(m_report.counts.value(key).toInteger() + add));
}

Result<> Verifier::advance(std::int64_t bytes)
{
    m_seenBytes += bytes;
    const int percent = int(std::min<std::int64_t>(100, m_seenBytes * 100 / m_totalBytes));
    if (percent == m_percent)
        return {};
    m_percent = percent;
    if (m_progress && !m_progress(percent))
        return failure(ErrorCode::Cancelled, say("The check was stopped."));
    return {};
}

// A file that cannot be read at all is a problem, not a failure of the check: the others are still looked at.
Result<Db> Verifier::openDb(const QString &path, DbKind kind)
{
    const QString name = QFileInfo(path).fileName();
    auto db = Db::open(path, Db::Mode::ReadOnly);
    if (!db) {
        problem(say("%1: %2").arg(name, db.error().message));
        return db.error();
    }
    // From here on everything is read as it was at this moment, whatever a running console adds.
    if (const auto begun = db->exec("BEGIN; SELECT count(*) FROM sqlite_master"); !begun)
        return begun.error();
    if (const auto sound = checkMigrations(*db, kind); !sound) {
        problem(say("%1: %2").arg(name, sound.error().message));
        return sound.error();
    }
    auto check = db->prepare("PRAGMA integrity_check(10)");
    if (!check)
        return check.error();
    bool sound = true;
    for (;;) {
        const auto row = check->step();
        if (!row || !*row)
            break;
        if (check->text(0) == QLatin1String("ok"))
            continue;
        sound = false;
        problem(say("%1: SQLite finds damage: %2").arg(name, check->text(0)));
    }
    if (const auto done = advance(QFileInfo(path).size()); !done)
        return done.error();
    if (!sound)
        return failure(ErrorCode::Corrupt, say("The file %1 is damaged. Copy the store away and restore the newest backup.").arg(name));
    return db;
}

// Event files are opened before capture.db: bytes are committed before their meaning, so a running console can only have
// added bytes in between, never a read without them.
Result<> Verifier::openEvents()
{
    QSet<QString> listed;
    auto rows = m_profile.prepare("SELECT id FROM event");
    if (!rows)
        return rows.error();
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        listed.insert(QString::fromLatin1(rows->blob(0).toByteArray().toHex()));
    }
    const QDir dir(m_path + QStringLiteral("/events"));
    const QStringList files = dir.entryList({QStringLiteral("*.db")}, QDir::Files, QDir::Name);
    for (const QString &id : listed) {
        if (!files.contains(id + QStringLiteral(".db")))
            problem(say("The file of event %1 is missing.").arg(id));
    }
    for (const QString &name : files) {
        if (!listed.contains(QFileInfo(name).completeBaseName()))
            note(say("The event file %1 is not in this store's list of events.").arg(name));
        auto db = openDb(dir.filePath(name), DbKind::Event);
        if (!db && db.error().code == ErrorCode::Cancelled)
            return db.error();
        if (!db)
            continue;
        auto event = std::make_unique<CheckedEvent>();
        event->name = name;
        event->db = std::move(*db);
        auto loaded = loadEvent(event->db);
        if (!loaded) {
            problem(say("%1: %2").arg(name, loaded.error().message + u' ' + loaded.error().detail));
            continue;
        }
        event->loaded = std::move(*loaded);
        m_events.push_back(std::move(event));
    }
    return {};
}

Result<> Verifier::checkOps(CheckedEvent &event)
{
    auto rows = event.db.prepare("SELECT seq, id, hlc, writer FROM op ORDER BY seq");
    if (!rows)
        return rows.error();
    QSet<QByteArray> ids, referred;
    for (const log::Op &op : event.loaded.ops) {
        ids.insert(op.id.toBytes());
        const auto row = rows->step();
        if (!row)
            return row.error();
        // The columns repeat what the body says; they are what a query trusts.
        if (!*row || rows->blob(1) != viewOf(op.id) || log::Hlc(rows->integer(2)) != op.stamp.hlc || rows->blob(3) != viewOf(op.stamp.writer))
            problem(say("%1: change %2 differs from its columns.").arg(event.name).arg(*row ? rows->integer(0) : -1));
        if (op.personal)
            referred.insert(op.personal->toBytes());
        count("erased", op.erased ? 1 : 0);
    }
    for (const log::Op &op : event.loaded.ops) {
        if (op.kind != QLatin1String("retract"))
            continue;
        const auto target = Id128::parse(op.instance);
        if (!target || !ids.contains(target->toBytes()))
            problem(say("%1: change %2 takes back a change that is not there.").arg(event.name, op.id.toString()));
    }
    count("ops", std::int64_t(event.loaded.ops.size()));
    return checkPersonal(event, referred);
}

Result<> Verifier::checkPersonal(CheckedEvent &event, const QSet<QByteArray> &referred)
{
    auto rows = event.db.prepare("SELECT ref, json_valid(body) FROM personal");
    if (!rows)
        return rows.error();
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        const QByteArray ref = rows->blob(0).toByteArray();
        if (!referred.contains(ref))
            problem(say("%1: personal values %2 belong to no change.").arg(event.name, QString::fromLatin1(ref.toHex())));
        if (rows->integer(1) != 1)
            problem(say("%1: personal values %2 cannot be read.").arg(event.name, QString::fromLatin1(ref.toHex())));
    }
}

// Each read's identity must follow from its content, and stand once.
void Verifier::checkContents(CheckedEvent &event)
{
    const auto &reads = event.loaded.reads;
    event.known.reserve(reads.size() * 2);
    event.found.assign(reads.size(), false);
    event.byPlace.resize(reads.size());
    std::int64_t guns = 0;
    for (std::uint32_t i = 0; i < reads.size(); ++i) {
        const StoredRead &r = reads[i];
        event.byPlace[i] = i;
        guns += r.device.kind == ReadKind::Gun;
        if (contentId(r.device) != r.content)
            problem(say("%1: read %2 is not what its identity says.").arg(event.name).arg(i + 1));
        if (!event.known.insert(r.content).second)
            problem(say("%1: read %2 is stored twice.").arg(event.name).arg(i + 1));
    }
    std::sort(event.byPlace.begin(), event.byPlace.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(reads[a].session, reads[a].offset) < std::tie(reads[b].session, reads[b].offset);
    });
    count("reads", std::int64_t(reads.size()) - guns);
    count("guns", guns);
    count("malformed", event.loaded.malformed);
}

Result<VerifyReport> Verifier::run()
{
    for (const char *name : {"sessions", "chunks", "bytes", "events", "ops", "reads", "guns", "malformed", "undecoded_bytes", "duplicates", "erased"})
        count(name, 0);
    const QString profile = m_path + QStringLiteral("/profile.db"), capture = m_path + QStringLiteral("/capture.db");
    if (!QFileInfo::exists(profile))
        return failure(ErrorCode::NotFound, say("There is no store in %1.").arg(m_path));
    // Each file is read by SQLite's own check; capture.db a second time when its bytes are decoded.
    m_totalBytes = 1 + QFileInfo(profile).size() + 2 * QFileInfo(capture).size();
    for (const QFileInfo &file : QDir(m_path + QStringLiteral("/events")).entryInfoList({QStringLiteral("*.db")}, QDir::Files))
        m_totalBytes += file.size();
    const auto stopped = [](const Error &e) { return e.code == ErrorCode::Cancelled; };
    auto opened = openDb(profile, DbKind::Profile);
    if (!opened && stopped(opened.error()))
        return opened.error();
    if (opened) {
        m_profile = std::move(*opened);
        if (const auto done = openEvents(); !done)
            return done.error();
    }
    count("events", std::int64_t(m_events.size()));
    for (auto &event : m_events) {
        if (const auto done = checkOps(*event); !done)
            return done.error();
        checkContents(*event);
    }
    opened = openDb(capture, DbKind::Capture);
    if (!opened && stopped(opened.error()))
        return opened.error();
    if (opened) {
        m_capture = std::move(*opened);
        if (const auto done = checkSessions(); !done)
            return done.error();
    }
    if (m_problems > kMostProblems)
        m_report.problems.append(say("… and %1 more.").arg(m_problems - kMostProblems));
    m_totalBytes = std::max<std::int64_t>(1, m_seenBytes);
    if (const auto done = advance(0); !done)
        return done.error();
    return std::move(m_report);
}

Result<VerifyReport> verifyStore(const QString &path, const std::function<bool(int)> &progress)
{
    return Verifier(QDir::cleanPath(path), progress).run();
}

} // namespace gantry::store
