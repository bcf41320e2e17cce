// SPDX-License-Identifier: Apache-2.0
#include "core/domain/entrant.h"
#include "core/domain/fields.h"

#include <QSet>
#include <QTest>

#include <rapidcheck.h>

using namespace gantry;

class EntrantTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bibs_areComparedTrimmedUpperCaseAndWithoutLeadingZeros_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("key");
        QTest::newRow("zeros in front") << QStringLiteral("0044") << QStringLiteral("44");
        QTest::newRow("zeros behind") << QStringLiteral("4400") << QStringLiteral("4400");
        QTest::newRow("only zeros") << QStringLiteral("000") << QStringLiteral("0");
        QTest::newRow("blanks") << QStringLiteral(" \t44 ") << QStringLiteral("44");
        QTest::newRow("letters") << QStringLiteral("0f12a") << QStringLiteral("F12A");
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("only blanks") << QStringLiteral("  ") << QString();
        QTest::newRow("not ASCII") << QStringLiteral("0é1") << QStringLiteral("É1");
    }
    void bibs_areComparedTrimmedUpperCaseAndWithoutLeadingZeros()
    {
        QFETCH(QString, given);
        QFETCH(QString, key);
        QCOMPARE(compareKey(given), key);
        QCOMPARE(QString::fromStdString(compareKey(std::string_view(given.toStdString()))), key);
    }
    void bothFormsOfTheKey_agree()
    {
        QVERIFY(rc::check([](const std::string &text) {
            std::string plain;
            for (char c : text) { // what a reader sends: printable ASCII and blanks
                if ((c >= ' ' && c < 127) || c == '\t')
                    plain += c;
            }
            const std::string key = compareKey(std::string_view(plain));
            RC_ASSERT(key == compareKey(QString::fromStdString(plain)).toStdString());
            RC_ASSERT(compareKey(std::string_view(key)) == key);
        }));
    }
    void genderWords_areUnderstood_othersAreNotGuessed()
    {
        for (const char *m : {"M", "m", "Male", " MALE ", "Men", "Boys"})
            QCOMPARE(parseGender(QString::fromLatin1(m)), QStringLiteral("M"));
        for (const char *f : {"F", "w", "Woman", "Female", "Ladies"})
            QCOMPARE(parseGender(QString::fromLatin1(f)), QStringLiteral("F"));
        for (const char *x : {"X", "non-binary", "Non Binary", "NB", "other"})
            QCOMPARE(parseGender(QString::fromLatin1(x)), QStringLiteral("X"));
        for (const char *unknown : {"", "?", "D", "mf", "12", "prefer not to say"})
            QVERIFY2(parseGender(QString::fromLatin1(unknown)).isEmpty(), unknown);
    }
    void age_changesOnTheBirthday()
    {
        QCOMPARE(ageOn(QDate(1990, 5, 30), QDate(2026, 5, 29)), 35);
        QCOMPARE(ageOn(QDate(1990, 5, 30), QDate(2026, 5, 30)), 36);
        QCOMPARE(ageOn(QDate(1984, 2, 29), QDate(2026, 2, 28)), 41);
        QCOMPARE(ageOn(QDate(1984, 2, 29), QDate(2026, 3, 1)), 42);
        QCOMPARE(ageOn(QDate(1984, 2, 29), QDate(2028, 2, 29)), 44);
    }
    void ageForRace_prefersTheDateOfBirth_elseTakesTheGivenAge()
    {
        Entrant entrant;
        QVERIFY(!ageForRace(entrant, QDate(2026, 12, 31)));
        entrant.age = 39;
        QCOMPARE(ageForRace(entrant, QDate(2026, 12, 31)), 39);
        entrant.dateOfBirth = QDate(1986, 8, 1);
        QCOMPARE(ageForRace(entrant, QDate(2026, 12, 31)), 40);
    }
    void nameShown_isTheName_elseTheBib()
    {
        Entrant entrant;
        entrant.bib = QStringLiteral("0044");
        QCOMPARE(entrant.displayName(), QStringLiteral("Bib 0044"));
        entrant.lastName = QStringLiteral("O'Hara");
        QCOMPARE(entrant.displayName(), QStringLiteral("O'Hara"));
        entrant.firstName = QStringLiteral("Zoë");
        QCOMPARE(entrant.displayName(), QStringLiteral("Zoë O'Hara"));
    }
    void states_survivePrintingAndReading()
    {
        for (EntrantState s : {EntrantState::Registered, EntrantState::CheckedIn, EntrantState::Withdrawn})
            QCOMPARE(parseEntrantState(toText(s)), s);
        QVERIFY(!parseEntrantState(u"gone"));
    }
    void headings_ofTheContract_areUnderstood()
    {
        const std::pair<const char *, const char *> expected[] = {
            {"Bib", "bib"}, {"First Name", "first_name"}, {"Last Name", "last_name"}, {"Name", "name"}, {"Gender", "gender"}, {"Sex", "gender"},
            {"Age", "age"}, {"Date of Birth", "date_of_birth"}, {"DOB", "date_of_birth"}, {"Division", "division"}, {"Category", "division"},
            {"Team", "team"}, {"Club", "team"}, {"Race", "race"}, {"Wave", "wave"}, {"Chip", "chips"}, {"City", "city"}, {"State", "region"},
            {"Country", "country"}, {"BIB #", "bib"}, {"first_name", "first_name"}, {"date_of_birth", "date_of_birth"}};
        for (const auto &[heading, field] : expected) {
            const Field *found = fieldByHeading(QString::fromLatin1(heading));
            QVERIFY2(found, heading);
            QCOMPARE(QLatin1StringView(found->name.data(), qsizetype(found->name.size())), QLatin1StringView(field));
        }
        QVERIFY(!fieldByHeading(u"T-Shirt"));
        QVERIFY(!fieldByHeading(u""));
    }
    void noHeading_meansTwoFields()
    {
        QSet<QString> seen, names;
        for (const Field &field : fieldCatalogue()) {
            const QString name = QString::fromUtf8(field.name.data(), qsizetype(field.name.size()));
            QVERIFY(!names.contains(name));
            names.insert(name);
            for (const QString &word : QString::fromUtf8(field.synonyms.data(), qsizetype(field.synonyms.size())).split(u'|', Qt::SkipEmptyParts)) {
                QVERIFY2(!seen.contains(word), qPrintable(word));
                seen.insert(word);
            }
        }
    }
};

int runEntrantTest(int argc, char **argv)
{
    EntrantTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "entranttest.moc"
