// SPDX-License-Identifier: Apache-2.0
#include "core/display/template.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace gantry;
using namespace gantry::display;

namespace {

QJsonObject object(QByteArray json) // with ' for "
{
    return QJsonDocument::fromJson(json.replace('\'', '"')).object();
}

QJsonObject minimal()
{
    return object("{'format':'gantry.template/1','id':'t','background':['#000000']}");
}

QJsonObject withItem(const QByteArray &item)
{
    QJsonObject o = minimal();
    o[QStringLiteral("active")] = QJsonArray{object("{'kind':'box','rect':[0,0,1,1]}"), object(item)};
    return o;
}

} // namespace

class TemplateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void template_shippedOnes_areValid()
    {
        const QDir dir(QStringLiteral(GANTRY_SOURCE_DIR "/resources/templates"));
        const auto files = dir.entryList({QStringLiteral("*.json")});
        QVERIFY(files.size() >= 2);
        for (const QString &name : files) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto t = parseTemplate(QJsonDocument::fromJson(file.readAll()).object());
            QVERIFY2(t, qPrintable(name + u' ' + (t ? QString() : t.error().message)));
            QCOMPARE(t->id + QStringLiteral(".json"), name);
            QVERIFY(!t->active.empty() && !t->resting.empty());
        }
    }
    void template_shippedOnes_useOnlyWhatTheSchemaKnows()
    {
        QFile schemaFile(QStringLiteral(GANTRY_SOURCE_DIR "/resources/schemas/template.schema.json"));
        QVERIFY(schemaFile.open(QIODevice::ReadOnly));
        const QJsonObject schema = QJsonDocument::fromJson(schemaFile.readAll()).object();
        const QJsonObject top = schema[QStringLiteral("properties")].toObject();
        const QJsonObject item = schema[QStringLiteral("$defs")][QStringLiteral("item")][QStringLiteral("properties")].toObject();
        QFile file(QStringLiteral(GANTRY_SOURCE_DIR "/resources/templates/finisher.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject t = QJsonDocument::fromJson(file.readAll()).object();
        for (const QString &key : t.keys())
            QVERIFY2(top.contains(key), qPrintable(key));
        for (const char *part : {"always", "active", "resting"})
            for (const auto &i : t[QLatin1String(part)].toArray())
                for (const QString &key : i.toObject().keys())
                    QVERIFY2(item.contains(key), qPrintable(key));
    }
    void template_minimal_hasTheDocumentedDefaults()
    {
        const auto t = parseTemplate(minimal());
        QVERIFY(t);
        QCOMPARE(t->canvas, QSizeF(1920, 1080));
        QCOMPARE(t->dwellMs, 5000);
        QCOMPARE(t->busyDwellMs, 1800);
        QCOMPARE(t->restAfterMs, 12000);
    }
    void template_error_namesTheField_data()
    {
        QTest::addColumn<QJsonObject>("json");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, QJsonObject json, const char *field) { QTest::newRow(name) << json << QString::fromLatin1(field); };
        const auto top = [](const char *key, QJsonValue value) {
            QJsonObject o = minimal();
            o[QLatin1String(key)] = value;
            return o;
        };
        row("another format", top("format", QStringLiteral("gantry.template/2")), "format:");
        row("no id", top("id", QString()), "id:");
        row("unknown key", top("colour", 1), "colour:");
        row("no background", top("background", QJsonArray()), "background:");
        row("background colour", top("background", QJsonArray{QStringLiteral("blue")}), "background:");
        row("canvas", top("canvas", QJsonArray{1}), "canvas:");
        row("dwell", top("dwell_ms", 5), "dwell_ms:");
        row("busy longer than dwell", top("busy_dwell_ms", 6000), "busy_dwell_ms:");
        row("items no list", top("resting", 7), "resting:");
        row("item no object", top("resting", QJsonArray{7}), "resting[0]:");
        row("kind", withItem("{'kind':'video','rect':[0,0,1,1]}"), "active[1].kind:");
        row("no rect", withItem("{'text':'a'}"), "active[1].rect:");
        row("short rect", withItem("{'rect':[1,2,3]}"), "active[1].rect:");
        row("flat rect", withItem("{'rect':[1,2,3,0]}"), "active[1].rect:");
        row("far rect", withItem("{'rect':[1e9,2,3,4]}"), "active[1].rect:");
        row("colour", withItem("{'rect':[0,0,1,1],'colour':'red'}"), "active[1].colour:");
        row("fill", withItem("{'rect':[0,0,1,1],'fill':'#12'}"), "active[1].fill:");
        row("size", withItem("{'rect':[0,0,1,1],'font_size':'big'}"), "active[1].font_size:");
        row("least above largest", withItem("{'rect':[0,0,1,1],'font_size':40,'min_font_size':50}"), "active[1].min_font_size:");
        row("align", withItem("{'rect':[0,0,1,1],'align':'middle'}"), "active[1].align:");
        row("binding", withItem("{'rect':[0,0,1,1],'text':'{bib} {nmae}'}"), "active[1].text:");
        row("condition", withItem("{'rect':[0,0,1,1],'when':'{tema}'}"), "active[1].when:");
        row("typo", withItem("{'rect':[0,0,1,1],'fontsize':4}"), "active[1].fontsize:");
        row("hugging box", withItem("{'kind':'box','rect':[0,0,1,1],'hug_text':true}"), "active[1].hug_text:");
    }
    void template_error_namesTheField()
    {
        QFETCH(QJsonObject, json);
        QFETCH(QString, field);
        const auto t = parseTemplate(json);
        QVERIFY(!t);
        QCOMPARE(t.error().code, ErrorCode::InvalidInput);
        QVERIFY2(t.error().message.startsWith(field), qPrintable(t.error().message));
    }
    void text_bound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("values", "{bib} {name}", "417 Siobhán");
        row("number", "{serial}", "7");
        row("missing is empty", "<{team}>", "<>");
        row("separator before nothing", "{name} · {team}", "Siobhán");
        row("separator after nothing", "{team} · {name}", "Siobhán");
        row("middle missing", "{city}, {team} · {name}", "Galway · Siobhán");
        row("words stay", "Bib {bib} of {team}", "Bib 417 of ");
        row("around", "({bib})", "(417)");
        row("only blanks are missing", "{blank}, {bib}", "417");
        row("no binding", "Net time", "Net time");
        row("unclosed", "{bib", "{bib");
        row("a value that looks like a binding", "{evil}", "{bib}");
    }
    void text_bound()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const QJsonObject values = object("{'bib':'417','name':'Siobhán','city':'Galway','serial':7,'blank':'  ','evil':'{bib}'}");
        QCOMPARE(bindText(text, values), expected);
    }
};

int runTemplateTest(int argc, char **argv)
{
    TemplateTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "templatetest.moc"
