// SPDX-License-Identifier: Apache-2.0
// Results as files, through gantryctl: each is read back by other means and says what the results say.
#include "readback.h"

#include "core/base/csv.h"
#include "core/output/plaintext.h"
#include "tests/support/csvfile.h"
#include "tests/support/program.h"
#include "tests/support/synthrace.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace gantry;
using namespace gantry::test;

namespace {

const QByteArray kEvent = R"({"name":"Harbour & <Sea>","date":"2026-05-30","timezone":"Europe/London",
 "timing_points":[{"name":"Half","kind":"split"},{"name":"Finish","kind":"finish"}],
 "races":[{"name":"5K","distance_m":5000,"start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"rounding":"ceil_0.1s","ranking":"gun",
   "course":[{"point":"Half","name":"Half"},{"point":"Finish","name":"Finish"}],
   "divisions":[{"name":"Women","genders":["F"]},{"name":"Men","genders":["M"]}]},
  {"name":"Mile","distance_m":1609.344,"start":{"mode":"gun","gun":"2026-05-30T10:00:00"}}],
 "outputs":[{"name":"For the speaker","columns":["bib","name","city"],"group_by":"gender","format":"html"},
            {"name":"Wall","kind":"startlist"}]})";
const QByteArray kRoster = "Race,Bib,First Name,Last Name,Sex,Age,Team,City\n"
                           "5K,0044,Ada,One,F,30,Sea & Sand,Bath\n5K,2,Ben,\"Two, the second\",M,41,,Hull\n5K,3,Cy,Three,M,22,Sea & Sand,York\n"
                           "5K,4,Dee,Four,F,35,,Bath\n5K,5,Eve,Five,,,,\nMile,6,Fay,Six,F,28,Zed,Bath\n";

struct Store {
    QTemporaryDir folder;

    QString path(const char *name) const { return folder.filePath(QLatin1String(name)); }
    QString write(const char *name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    Finished run(const QStringList &words) const { return runProgram(QStringLiteral("gantryctl"), QStringList{QStringLiteral("--store"), path("store")} + words); }
    Finished run(const QString &words) const { return run(words.split(u' ')); }
    QByteArray results(const QStringList &more) const
    {
        const Finished done = run(QStringList{QStringLiteral("results")} + more);
        if (done.exitCode != 0)
            qWarning("%s", done.err.constData());
        return done.exitCode == 0 ? done.out : QByteArray();
    }
    bool prepare(const QByteArray &event, const QByteArray &roster, const QByteArray &times, const QString &race = {}) const
    {
        QStringList imports{QStringLiteral("reads"), QStringLiteral("import"), write("times.txt", times), QStringLiteral("--format"), QStringLiteral("times"), QStringLiteral("--point"), QStringLiteral("Finish")};
        Q_UNUSED(race);
        return run({QStringLiteral("event"), QStringLiteral("load"), write("event.json", event)}).exitCode == 0
            && run({QStringLiteral("roster"), QStringLiteral("import"), write("roster.csv", roster)}).exitCode == 0 && run(imports).exitCode == 0;
    }
    bool prepareHarbour() const
    {
        return prepare(kEvent, kRoster, "2\t18:00.21\n0044\t17:59.9\n3\t1:02:03.4\n") && run(QStringLiteral("op dnf --bib 4")).exitCode == 0;
    }
};

ReadRow rowWith(const std::vector<ReadRow> &rows, const QString &heading, const QString &value)
{
    for (const ReadRow &row : rows)
        if (row.value(heading) == value)
            return row;
    return {};
}

std::vector<QString> naughtyStrings()
{
    QFile file(sharedPath(QStringLiteral("data/naughty/blns.json")));
    std::vector<QString> out;
    if (file.open(QIODevice::ReadOnly))
        for (const QJsonValue &v : QJsonDocument::fromJson(file.readAll()).array())
            out.push_back(v.toString());
    return out;
}

// 461 runners: each string is a last name, and a team.
bool prepareNaughty(const Store &store, const std::vector<QString> &names)
{
    QByteArray roster = "Bib,First Name,Last Name,Team\n", times;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const QByteArray cell = '"' + QString(names[i]).replace(u'"', QStringLiteral("\"\"")).toUtf8() + '"';
        roster += QByteArray::number(i + 1) + ",N" + QByteArray::number(i + 1) + ',' + cell + ',' + cell + '\n';
        times += QByteArray::number(i + 1) + "\t20:" + QByteArray::number(i / 60 % 60).rightJustified(2, '0') + '.' + QByteArray::number(i % 60).rightJustified(2, '0') + '\n';
    }
    return store.prepare(R"({"name":"Names","date":"2026-05-30","timing_points":[{"name":"Finish","kind":"finish"}],
        "races":[{"name":"5K","start":{"mode":"gun","gun":"2026-05-30T09:00:00"}}]})", roster, times);
}

QString squeezed(QString text)
{
    // As paper has it: "fi" may be one glyph.
    return text.normalized(QString::NormalizationForm_KC).remove(QRegularExpression(QStringLiteral("\\s")));
}

class OutputsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void iof_isValid_andHoldsPlacesTimesAndStatus()
    {
        Store store;
        QVERIFY(store.prepareHarbour());
        const QString file = store.path("results.xml");
        QCOMPARE(store.run({"results", "--format", "iofxml", "-o", file}).exitCode, 0);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const auto rows = readIof(written.readAll());
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(6));
        const QString bib = QStringLiteral("bibnumber");
        const ReadRow second = rowWith(*rows, bib, QStringLiteral("2")), dnf = rowWith(*rows, bib, QStringLiteral("4"));
        QCOMPARE(second[QStringLiteral("class")], QStringLiteral("5K · Men"));
        QCOMPARE(second[QStringLiteral("family")], QStringLiteral("Two, the second"));
        QCOMPARE(second[QStringLiteral("time")], QStringLiteral("1080.3"));
        QCOMPARE(second[QStringLiteral("position")], QStringLiteral("1"));
        QCOMPARE(second[QStringLiteral("status")], QStringLiteral("OK"));
        QCOMPARE(second[QStringLiteral("starttime")], QStringLiteral("2026-05-30T09:00:00+01:00"));
        QCOMPARE(rowWith(*rows, bib, QStringLiteral("3"))[QStringLiteral("timebehind")], QStringLiteral("2643.1"));
        QCOMPARE(rowWith(*rows, bib, QStringLiteral("0044"))[QStringLiteral("organisation name")], QStringLiteral("Sea & Sand"));
        QCOMPARE(dnf[QStringLiteral("status")], QStringLiteral("DidNotFinish"));
        QVERIFY(!dnf.contains(QStringLiteral("time")) && !dnf.contains(QStringLiteral("position")));
        const QString schema = sharedPath(QStringLiteral("data/iof_xml/IOF.xsd"));
        if (schema.isEmpty() || !QFile::exists(QStringLiteral("/usr/bin/xmllint")))
            QSKIP("xmllint (libxml2-utils) or the shared schema is absent: the file was read, not validated");
        const Finished valid = runProgram(QStringLiteral("/usr/bin/xmllint"), {"--noout", "--schema", schema, file});
        QVERIFY2(valid.exitCode == 0, valid.err.constData());
    }

    void xlsx_cellsAreTyped_aSheetPerRace_noFormula()
    {
        Store store;
        QVERIFY(store.prepareHarbour());
        const QString file = store.path("results.xlsx");
        QCOMPARE(store.run({"results", "--format", "xlsx", "-o", file}).exitCode, 0);
        const auto book = readXlsx(file);
        if (!book)
            QSKIP("python3 is absent: the workbook cannot be read back");
        QCOMPARE(book->size(), std::size_t(2));
        QCOMPARE(book->at(0).name, QStringLiteral("5K"));
        QCOMPARE(book->at(1).name, QStringLiteral("Mile"));
        QVERIFY(book->at(0).frozen && !book->at(0).hasFormula);
        QMap<QString, BookCell> first;
        for (auto it = book->at(0).rows[1].begin(); it != book->at(0).rows[1].end(); ++it)
            first[book->at(0).rows[0].value(it.key()).text] = *it;
        QVERIFY(first[QStringLiteral("Place")].number && first[QStringLiteral("Age")].number);
        QVERIFY(!first[QStringLiteral("Bib")].number);
        QCOMPARE(first[QStringLiteral("Bib")].text, QStringLiteral("0044"));
        QVERIFY(first[QStringLiteral("Gun time")].number);
        QCOMPARE(first[QStringLiteral("Gun time")].format, QStringLiteral("[h]:mm:ss.0"));
        QVERIFY(qAbs(first[QStringLiteral("Gun time")].text.toDouble() * 86400 - 1079.9) < 0.001);
    }

    void html_isOnePage_escaped_withASectionPerRaceAndGroup()
    {
        Store store;
        QVERIFY(store.prepareHarbour());
        const QByteArray page = store.results({"--format", "html", "--group-by", "division"});
        const auto rows = readHtml(page);
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(6));
        QVERIFY(page.contains("Harbour &amp; &lt;Sea&gt;"));
        QVERIFY(page.contains(">Women</h3>") && page.contains(">Men</h3>") && page.contains("<h2 id=\"r2\" dir=\"auto\">Mile</h2>"));
        QVERIFY(page.contains("prefers-color-scheme:dark") && page.contains("width=device-width"));
        for (const char *outside : {"http://", "https://", "src=", "@import"})
            QVERIFY2(!page.contains(outside), outside);
        QCOMPARE(rowWith(*rows, QStringLiteral("Bib"), QStringLiteral("2"))[QStringLiteral("Name")], QStringLiteral("Ben Two, the second"));
        QCOMPARE(rowWith(*rows, QStringLiteral("Bib"), QStringLiteral("4"))[QStringLiteral("Status")], QStringLiteral("DNF"));
    }

    void pdf_holdsEveryRow_pagesAreNumbered()
    {
        if (!QFile::exists(QStringLiteral("/usr/bin/pdftotext")))
            QSKIP("pdftotext (poppler-utils) is absent");
        Store store;
        QVERIFY(store.prepareHarbour());
        const QString file = store.path("results.pdf");
        const Finished done = store.run({"results", "--format", "pdf", "-o", file});
        if (done.exitCode == 1 && done.err.contains("draws no PDF"))
            QSKIP("built without the window: no fonts, no PDF");
        QVERIFY2(done.exitCode == 0, done.err.constData());
        const QByteArray text = runProgram(QStringLiteral("/usr/bin/pdftotext"), {"-layout", file, "-"}).out;
        for (const char *wanted : {"5K", "Mile", "Harbour & <Sea>", "30 May 2026", "0044", "Two, the second", "0:18:00.3", "1:02:03.4", "DNF", "Page 1 of 2", "Page 2 of 2"})
            QVERIFY2(text.contains(wanted), wanted);
    }

    void columnsAndGroups_areChosen_anUnknownOneIsRefusedWithTheClosest()
    {
        Store store;
        QVERIFY(store.prepareHarbour());
        const CsvFile file = CsvFile::parse(store.results({"--format", "csv", "--race", "5K", "--columns", "bib,name,city,splits,wave", "--group-by", "gender"}));
        QCOMPARE(file.headers(), (QStringList{"bib", "name", "city", "split:Half", "wave"}));
        QStringList bibs;
        for (int i = 0; i < file.rows(); ++i)
            bibs << file.cell(i, QStringLiteral("bib"));
        QCOMPARE(bibs, (QStringList{"0044", "4", "2", "3", "5"})); // women, men, unknown; each by place
        QCOMPARE(file.cell(2, QStringLiteral("city")), QStringLiteral("Hull"));
        const Finished wrong = store.run({"results", "--columns", "bib,gun_tme"});
        QCOMPARE(wrong.exitCode, 3);
        QVERIFY2(wrong.err.contains("Did you mean \"gun_time\"?"), wrong.err.constData());
        QCOMPARE(store.run({"results", "--format", "doc"}).exitCode, 2);
        const Finished desk = store.run({"results", "--format", "csv", "--columns", "bib,date_of_birth"});
        QVERIFY(desk.exitCode == 0 && desk.err.contains("not for the public"));
    }

    void aNamedList_ofTheEvent_isWrittenByItsName()
    {
        Store store;
        QVERIFY(store.prepareHarbour());
        const QByteArray page = store.results({"--set", "for the SPEAKER"});
        const auto rows = readHtml(page);
        QVERIFY(rows && page.contains(">Women</h3>"));
        QCOMPARE(rows->front().keys(), (QStringList{"Bib", "City", "Name"}));
        QVERIFY(store.results({"--set", "For the speaker", "--format", "csv", "--columns", "bib"}).startsWith("bib\r\n"));
        const Finished wrong = store.run({"results", "--set", "for the speeker"});
        QVERIFY(wrong.exitCode == 3 && wrong.err.contains("Did you mean \"For the speaker\"?"));
        const Finished shown = store.run(QStringLiteral("event show"));
        QCOMPARE(QJsonDocument::fromJson(shown.out).object()[QStringLiteral("outputs")], QJsonDocument::fromJson(kEvent).object()[QStringLiteral("outputs")]);
        const QString bad = store.write("bad.json", QByteArray(kEvent).replace("\"city\"", "\"citty\""));
        const Finished refused = store.run({"event", "load", bad});
        QVERIFY2(refused.exitCode == 3 && refused.err.contains("outputs[0].columns"), refused.err.constData());
    }

    void everyFormat_goesToAFolder_andTheLogSaysWhoAndWhich()
    {
        Store store;
        QVERIFY(store.prepareHarbour());
        const bool fonts = store.run({"results", "--format", "pdf", "-o", store.path("try.pdf")}).exitCode == 0;
        QMap<QString, QString> files{{"csv", "results.csv"}, {"json", "results.json"}, {"html", "results.html"}, {"xlsx", "results.xlsx"}, {"iofxml", "results.xml"}};
        if (fonts)
            files["pdf"] = "results.pdf";
        for (auto it = files.begin(); it != files.end(); ++it)
            QCOMPARE(store.run({"publish", "add-folder", store.folder.path(), "--format", it.key(), "--every", "1s"}).exitCode, 0);
        QCOMPARE(store.run({"publish", "add-folder", store.folder.path(), "--format", "table"}).exitCode, 2);
        const Finished secret = store.run({"publish", "add-folder", store.folder.path(), "--columns", "bib,emergency_phone", "--race", "5K"});
        QVERIFY2(secret.exitCode == 3 && secret.err.contains("never published"), secret.err.constData());
        const Finished now = store.run({"publish", "now", "--by", "Ruth"});
        QVERIFY2(now.exitCode == 0, now.err.constData());
        const QString byHand = store.write("given.txt", "by hand");
        QCOMPARE(store.run({"publish", "record", byHand, "--by", "Max"}).exitCode, 0);
        const QJsonArray log = QJsonDocument::fromJson(store.run({"publish", "log", "--json"}).out).object()[QStringLiteral("publications")].toArray();
        QCOMPARE(log.size(), files.size() + 1);
        for (const QJsonValue &entry : log) {
            QFile file(entry[QStringLiteral("where")].toString());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            QCOMPARE(entry[QStringLiteral("sha256")].toString().toLatin1(), QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
            QCOMPARE(entry[QStringLiteral("by")].toString(), file.fileName() == byHand ? QStringLiteral("Max") : QStringLiteral("Ruth"));
        }
    }

    void podiumAndCertificates_areDrawn_forWhoFinished()
    {
        Store store;
        QVERIFY(store.prepareHarbour());
        const CsvFile podium = CsvFile::parse(store.run({"podium", "--race", "5K", "--format", "csv"}).out);
        QCOMPARE(podium.headers(), (QStringList{"race", "category", "position", "bib", "name", "team", "time"}));
        QCOMPARE(podium.cell(1, QStringLiteral("category")), QStringLiteral("Men"));
        QCOMPARE(podium.cell(1, QStringLiteral("bib")), QStringLiteral("2"));
        const QString file = store.path("certificates.pdf"), layout = store.path("layout.json");
        QCOMPARE(store.run({"certificates", "--show-layout", "-o", layout}).exitCode, 0);
        const Finished done = store.run({"certificates", "--bibs", "44,3,4", "--layout", layout, "-o", file});
        if (done.exitCode == 1 && done.err.contains("draws no PDF"))
            QSKIP("built without the window: no fonts, no PDF");
        QVERIFY2(done.exitCode == 0 && done.err.contains("not finished: 4"), done.err.constData());
        if (QFile::exists(QStringLiteral("/usr/bin/pdftotext"))) {
            const QByteArray text = runProgram(QStringLiteral("/usr/bin/pdftotext"), {"-layout", file, "-"}).out;
            for (const char *wanted : {"Ada One", "0:17:59.9", "Place 1 in Women", "Cy Three", "Place 2 in Men", "30 May 2026", "Sea & Sand"})
                QVERIFY2(text.contains(wanted), wanted);
            QCOMPARE(text.count('\f'), 2);
        }
        const QString bad = store.write("bad.json", R"({"items": [{"text": "{nane}", "colour": "blue", "x": 3}]})");
        const Finished wrong = store.run({"certificates", "--layout", bad, "-o", file});
        QVERIFY(wrong.exitCode == 3);
        for (const char *named : {"items[0].text", "Did you mean \"name\"", "items[0].colour", "items[0].x"})
            QVERIFY2(wrong.err.contains(named), wrong.err.constData());
        QCOMPARE(store.run({"certificates", "--bibs", "999", "-o", file}).exitCode, 3);
    }

    void naughtyNames_surviveCsvAndJson_andComeInAgainTheSame()
    {
        const std::vector<QString> names = naughtyStrings();
        if (names.empty())
            QSKIP("the shared list of names is absent");
        Store store;
        QVERIFY(prepareNaughty(store, names));
        const QByteArray csv = store.results({"--format", "csv"});
        const QJsonArray json = QJsonDocument::fromJson(store.results({"--format", "json"})).array();
        QCOMPARE(json.size(), qsizetype(names.size()));
        const CsvTable cells = parseCsv(QString::fromUtf8(csv), u',');
        QCOMPARE(cells.rows.size(), names.size() + 1);
        const qsizetype last = cells.rows[0].cells.indexOf(QStringLiteral("last_name")), bib = cells.rows[0].cells.indexOf(QStringLiteral("bib"));
        QMap<QString, QString> shown;
        for (const QJsonValue &v : json)
            shown[v[QStringLiteral("bib")].toString()] = v[QStringLiteral("last_name")].toString();
        for (std::size_t i = 1; i < cells.rows.size(); ++i) {
            const QString given = names[std::size_t(cells.rows[i].cells[bib].toInt() - 1)].trimmed();
            const QString cell = cells.rows[i].cells[last];
            QCOMPARE(plainCell(cell), given);
            QCOMPARE(shown[cells.rows[i].cells[bib]], given);
            static const QRegularExpression dangerous(QStringLiteral("^[=+@\\t\\r-](?![0-9.:]+$)"));
            QVERIFY2(!dangerous.match(cell).hasMatch(), qPrintable(cell));
        }
        Store again; // the exported file is a roster
        const QString exported = again.write("export.csv", csv);
        QCOMPARE(again.run({"event", "load", store.path("event.json")}).exitCode, 0);
        QCOMPARE(again.run({"roster", "import", exported}).exitCode, 0);
        for (const QJsonValue &v : QJsonDocument::fromJson(again.results({"--format", "json"})).array())
            QCOMPARE(v[QStringLiteral("last_name")].toString(), shown[v[QStringLiteral("bib")].toString()]);
    }

    void naughtyNames_surviveHtmlXlsxAndIof()
    {
        const std::vector<QString> names = naughtyStrings();
        if (names.empty())
            QSKIP("the shared list of names is absent");
        Store store;
        QVERIFY(prepareNaughty(store, names));
        const auto nameOf = [&](const QString &bib) { return output::allowed(names[std::size_t(bib.toInt() - 1)].trimmed()); };
        const QByteArray page = store.results({"--format", "html"});
        const auto rows = readHtml(page);
        QVERIFY(rows);
        QCOMPARE(rows->size(), names.size());
        for (const ReadRow &row : *rows)
            QCOMPARE(row[QStringLiteral("Name")], (QStringLiteral("N%1 ").arg(row[QStringLiteral("Bib")]) + nameOf(row[QStringLiteral("Bib")])).trimmed());
        QVERIFY(page.count("<script") == 1 && !page.contains("onerror=\"") && !page.contains("<img"));
        const QString xml = store.path("results.xml"), book = store.path("results.xlsx");
        QCOMPARE(store.run({"results", "--format", "iofxml", "-o", xml}).exitCode, 0);
        QFile file(xml);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto people = readIof(file.readAll());
        QVERIFY(people);
        QCOMPARE(people->size(), names.size());
        for (const ReadRow &row : *people)
            QCOMPARE(row[QStringLiteral("family")], nameOf(row[QStringLiteral("bibnumber")]));
        if (const QString schema = sharedPath(QStringLiteral("data/iof_xml/IOF.xsd")); !schema.isEmpty() && QFile::exists(QStringLiteral("/usr/bin/xmllint"))) {
            const Finished valid = runProgram(QStringLiteral("/usr/bin/xmllint"), {"--noout", "--schema", schema, xml});
            QVERIFY2(valid.exitCode == 0, valid.err.constData());
        }
        QCOMPARE(store.run({"results", "--format", "xlsx", "-o", book}).exitCode, 0);
        const auto sheets = readXlsx(book);
        if (!sheets)
            QSKIP("python3 is absent: the workbook cannot be read back");
        QVERIFY(!sheets->front().hasFormula);
        const auto cells = rowsOf(sheets->front());
        QCOMPARE(cells.size(), names.size());
        for (const ReadRow &row : cells)
            QCOMPARE(row[QStringLiteral("Last name")], nameOf(row[QStringLiteral("Bib")]));
    }

    void naughtyNames_printableOnes_areOnPaper()
    {
        const std::vector<QString> names = naughtyStrings();
        if (names.empty() || !QFile::exists(QStringLiteral("/usr/bin/pdftotext")))
            QSKIP("the shared list of names or pdftotext (poppler-utils) is absent");
        Store store;
        QVERIFY(prepareNaughty(store, names));
        const QString file = store.path("results.pdf");
        const Finished done = store.run({"results", "--format", "pdf", "-o", file});
        if (done.exitCode == 1 && done.err.contains("draws no PDF"))
            QSKIP("built without the window: no fonts, no PDF");
        QCOMPARE(done.exitCode, 0);
        const QString text = squeezed(QString::fromUtf8(runProgram(QStringLiteral("/usr/bin/pdftotext"), {"-raw", "-enc", "UTF-8", file, "-"}).out));
        int looked = 0;
        for (const QString &name : names) {
            const bool printable = std::all_of(name.begin(), name.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F; });
            if (!printable || name.size() > 60)
                continue;
            ++looked;
            QVERIFY2(text.contains(squeezed(name)), qPrintable(name));
        }
        QVERIFY(looked > 200);
    }
};

} // namespace

QTEST_GUILESS_MAIN(OutputsTest)
#include "outputstest.moc"
