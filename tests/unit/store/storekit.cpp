// SPDX-License-Identifier: Apache-2.0
#include "storekit.h"

#include "core/readers/decoder.h"

namespace gantry::test {

using namespace gantry::store;

std::function<void(const std::vector<Delivery> &)> Listener::deliver()
{
    return [this](const std::vector<Delivery> &list) {
        const std::lock_guard lock(m_mutex);
        m_deliveries.insert(m_deliveries.end(), list.begin(), list.end());
        m_news.notify_all();
    };
}

std::function<void(const SaveState &)> Listener::stateChanged()
{
    return [this](const SaveState &state) {
        const std::lock_guard lock(m_mutex);
        m_state = state;
        m_news.notify_all();
    };
}

bool Listener::wait(const std::function<bool(const std::vector<Delivery> &, const SaveState &)> &holds)
{
    std::unique_lock lock(m_mutex);
    return m_news.wait_for(lock, std::chrono::seconds(10), [&] { return holds(m_deliveries, m_state); });
}

std::vector<Delivery> Listener::deliveries() const
{
    const std::lock_guard lock(m_mutex);
    return m_deliveries;
}

SessionRow sessionRow(SessionNo no, const QString &protocol)
{
    SessionRow row;
    row.no = no;
    row.uuid = Id128::random();
    row.protocol = protocol;
    row.peer = QStringLiteral("127.0.0.1:5000");
    row.openedAt = fromUs(1'780'000'000'000'000);
    return row;
}

QByteArray ct01Line(int number)
{
    const QByteArray n = QByteArray::number(number);
    const QByteArray time = QByteArray::number(8 + number / 360000 % 10).rightJustified(2, '0') + ':' + QByteArray::number(number / 6000 % 60).rightJustified(2, '0') + ':'
        + QByteArray::number(number / 100 % 60).rightJustified(2, '0') + '.' + QByteArray::number(number % 100).rightJustified(2, '0');
    return "CT01_33~" + n + "~FINISH~" + n + '~' + time + "~1~13F5A2~1\r\n";
}

Intake linesIntake(SessionNo session, std::int64_t &offset, int first, int reads, const Id128 &event)
{
    Intake intake;
    intake.event = event;
    CaptureChunk chunk{session, offset, fromUs(1'780'000'000'000'000 + first), {}};
    for (int i = 0; i < reads; ++i)
        chunk.bytes += ct01Line(first + i);
    const auto decoder = readers::protocolById("ct01")->makeDecoder(offset);
    std::vector<readers::Message> messages;
    decoder->feed(std::as_bytes(std::span(chunk.bytes.constData(), std::size_t(chunk.bytes.size()))), messages);
    for (const readers::Message &m : messages) {
        const auto *body = std::get_if<readers::ReadMessage>(&m.body);
        if (body)
            intake.batch.reads.push_back({body->read, contentId(body->read), session, m.offset, m.length, chunk.receivedAt, body->dayRoll});
    }
    offset += chunk.bytes.size();
    intake.batch.decodedTo.emplace_back(session, offset);
    intake.chunk = std::move(chunk);
    return intake;
}

log::Op setOp(log::HlcClock &clock, const QString &instance, const std::map<QString, QString> &fields)
{
    log::Op op;
    op.id = Id128::random();
    op.stamp = clock.next();
    op.kind = QStringLiteral("set");
    op.entity = QStringLiteral("entrant");
    op.instance = instance;
    for (const auto &[name, value] : fields)
        op.fields[name] = {value, {}};
    return op;
}

OpenStore::OpenStore(const QString &path, std::int64_t quota) : directory(StoreDirectory::open(path, clock))
{
    if (!directory.store)
        return;
    writer = std::make_unique<Writer>(*directory.store, clock, listener.deliver(), listener.stateChanged());
    if (quota > 0)
        writer->setQuota(quota);
    started = writer->start().has_value();
}

Result<LoadedEvent> OpenStore::openEvent(const Id128 &event)
{
    if (const auto noted = directory.store->noteEvent({event, QStringLiteral("Test"), {}, false, clock.now()}); !noted)
        return noted.error();
    return writer->openEvent(event, Purpose::Race);
}

SessionNo OpenStore::claim(const Id128 &event)
{
    const SessionNo no = writer->newSession();
    Intake intake;
    intake.session = sessionRow(no);
    intake.session->event = event;
    intake.event = event;
    intake.batch.sessions.push_back(*intake.session);
    rows.emplace(no, *intake.session);
    writer->submit(std::move(intake));
    return no;
}

void OpenStore::close()
{
    writer.reset();
    directory.store.reset();
}

} // namespace gantry::test
