// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/serveprocess.h"

#include "core/base/time.h"
#include "tests/support/csvfile.h"
#include "tests/support/httpget.h"

#include <QElapsedTimer>
#include <QTest>

namespace gantry::test {

bool ServeProcess::start(const QStringList &further)
{
    m_program = std::make_unique<Program>(QStringLiteral("gantryctl"));
    QStringList arguments{QStringLiteral("--store"), m_store, QStringLiteral("serve"), QStringLiteral("--bind"), QStringLiteral("127.0.0.1"),
                          QStringLiteral("--ctp01"), QString::number(m_ctp01), QStringLiteral("--status-port"), QString::number(m_status)};
    if (!m_program->start(arguments + further))
        return false;
    const auto ready = m_program->waitForJson(QStringLiteral("ready"));
    if (!ready)
        return false;
    m_ctp01 = (*ready)[QStringLiteral("ctp01")].toInt();
    m_status = (*ready)[QStringLiteral("status")].toInt();
    return m_ctp01 > 0;
}

void ServeProcess::kill()
{
    m_program->kill();
}

int ServeProcess::terminate()
{
    m_program->terminate();
    return m_program->waitForExit() ? m_program->exitCode() : -1;
}

QJsonObject ServeProcess::status() const
{
    const auto answer = httpGet(quint16(m_status), "/status");
    return answer ? answer->json() : QJsonObject();
}

bool ServeProcess::waitForStatus(const std::function<bool(const QJsonObject &)> &wanted, milliseconds deadline) const
{
    return QTest::qWaitFor([&] { return wanted(status()); }, int(deadline.count()));
}

Finished ServeProcess::run(const QStringList &words, milliseconds deadline) const
{
    return runProgram(QStringLiteral("gantryctl"), QStringList{QStringLiteral("--store"), m_store} + words, deadline);
}

QStringList differences(const QString &expectedPath, const QByteArray &resultsCsv)
{
    QStringList out;
    const auto expected = CsvFile::read(expectedPath);
    if (!expected)
        return {expected.error().message};
    const CsvFile got = CsvFile::parse(resultsCsv);
    if (expected->rows() == 0)
        return {QStringLiteral("nothing is expected")};
    const QString bibColumn = QStringLiteral("bib");
    for (int i = 0; i < expected->rows() && out.size() < 10; ++i) {
        const QString bib = expected->cell(i, bibColumn);
        const int row = got.find(bibColumn, bib);
        if (row < 0) {
            out.append(QStringLiteral("bib %1 is missing").arg(bib));
            continue;
        }
        const auto net = parseElapsed(got.cell(row, QStringLiteral("net_time")));
        const QStringList is{net ? QString::number(net->count() / 1'000'000) : QString(), got.cell(row, QStringLiteral("place")),
                             got.cell(row, QStringLiteral("place_gender")), got.cell(row, QStringLiteral("place_division"))};
        const QStringList should{expected->cell(i, QStringLiteral("net_s")), expected->cell(i, QStringLiteral("place_overall")),
                                 expected->cell(i, QStringLiteral("place_gender")), expected->cell(i, QStringLiteral("place_division"))};
        if (is != should)
            out.append(QStringLiteral("bib %1: %2, should be %3").arg(bib, is.join(u'/'), should.join(u'/')));
    }
    return out;
}

} // namespace gantry::test
