// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of verifyStore(): one object per run, reading from one snapshot of each file.

#include "core/readers/decoder.h"
#include "core/store/eventfile.h"
#include "core/store/migrations.h"
#include "core/store/verify.h"

#include <QSet>

namespace gantry::store {

// One event as it is in its file, arranged for looking reads up by where their bytes are.
struct CheckedEvent {
    QString name; // file name, for messages
    Db db;
    LoadedEvent loaded; // reads, sessions, decodedTo
    std::vector<std::uint32_t> byPlace; // indices of reads by session and offset
    std::unordered_set<Id128> known;
    std::vector<bool> found;            // per read: its bytes gave it again

    std::optional<std::int64_t> decodedTo(SessionNo session) const;
    std::span<const std::uint32_t> readsOf(SessionNo session) const;
};

class Verifier {
public:
    Verifier(QString path, const std::function<bool(int)> &progress) : m_path(std::move(path)), m_progress(progress) {}
    Result<VerifyReport> run();

private:
    // verify.cpp: files, ops, personal values.
    Result<Db> openDb(const QString &path, DbKind kind);
    Result<> openEvents();
    Result<> checkOps(CheckedEvent &event);
    Result<> checkPersonal(CheckedEvent &event, const QSet<QByteArray> &referred);
    void checkContents(CheckedEvent &event);
    // verifysessions.cpp: bytes and what they decode to.
    Result<> checkSessions();
    Result<> checkSession(const SessionRow &session, Statement &chunks);
    void decoded(const SessionRow &session, const std::vector<readers::Message> &messages);
    void compare(CheckedEvent &event, const SessionRow &session, const readers::Message &message, const readers::ReadMessage &body);
    void checkNotFound(std::int64_t bytesInCapture, const SessionRow &session, bool decodable);
    void checkForeign(const std::vector<SessionRow> &sessions);

    void problem(const QString &text);
    void note(const QString &text) { m_report.notes.append(text); }
    void count(const char *name, std::int64_t add);
    Result<> advance(std::int64_t bytes);

    QString m_path;
    const std::function<bool(int)> &m_progress;
    VerifyReport m_report;
    std::int64_t m_problems = 0, m_totalBytes = 1, m_seenBytes = 0;
    int m_percent = -1;
    Db m_profile, m_capture;
    std::vector<std::unique_ptr<CheckedEvent>> m_events;
};

} // namespace gantry::store
