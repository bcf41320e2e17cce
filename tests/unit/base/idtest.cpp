// SPDX-License-Identifier: Apache-2.0
#include "core/base/id128.h"
#include "core/base/result.h"

#include <QTest>

#include <set>

using namespace gantry;

class IdTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void id_survivesPrintingAndReading()
    {
        const Id128 id = Id128::random();
        QCOMPARE(id.toString().size(), 32);
        QCOMPARE(Id128::parse(id.toString()), id);
        QCOMPARE(Id128::parse(id.toString().toUpper()), id);
        QCOMPARE(Id128::fromBytes(id.toBytes()), id);
    }
    void wrongText_isNoId()
    {
        for (const char *wrong : {"", "12", "zz345678901234567890123456789012", "123456789012345678901234567890123"})
            QVERIFY2(!Id128::parse(QString::fromLatin1(wrong)), wrong);
        QVERIFY(!Id128::parse(QStringLiteral("1234567890123456789012345678901é")));
        QVERIFY(!Id128::fromBytes("short"));
        QCOMPARE(Id128::parse(u"00112233-4455-6677-8899-aabbccddeeff")->toString(), QStringLiteral("00112233445566778899aabbccddeeff"));
    }
    void nameIds_areThoseOfRfc4122()
    {
        // The RFC's DNS space and "www.example.com": 2ed6657d-e927-568b-95e1-2665a8aea6a2
        const Id128 dns = *Id128::parse(u"6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        QCOMPARE(Id128::fromName(dns, "www.example.com").toString(), QStringLiteral("2ed6657de927568b95e12665a8aea6a2"));
    }
    void digestIds_areTheFrontOfSha256()
    {
        QCOMPARE(Id128::fromDigest("abc").toString(), QStringLiteral("ba7816bf8f01cfea414140de5dae2223"));
    }
    void randomIds_differ()
    {
        std::set<Id128> seen;
        for (int i = 0; i < 1000; ++i)
            seen.insert(Id128::random());
        QCOMPARE(seen.size(), std::size_t(1000));
    }
    void result_carriesAValueOrAnError()
    {
        const Result<int> good = 5, bad = failure(ErrorCode::NotFound, QStringLiteral("gone"));
        QVERIFY(good && !bad);
        QCOMPARE(*good, 5);
        QCOMPARE(bad.value_or(7), 7);
        QCOMPARE(bad.error().message, QStringLiteral("gone"));
        const auto doubled = [](int v) -> Result<QString> { return QString::number(v * 2); };
        QCOMPARE(*Result<int>(4).and_then(doubled), QStringLiteral("8"));
        QCOMPARE(Result<int>(failure(ErrorCode::Io, {})).and_then(doubled).error().code, ErrorCode::Io);
    }
};

int runIdTest(int argc, char **argv)
{
    IdTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "idtest.moc"
