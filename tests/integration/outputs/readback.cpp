// SPDX-License-Identifier: Apache-2.0
#include "readback.h"

#include "tests/support/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>

namespace gantry::test {

namespace {

// Everything of a workbook that matters, as JSON: python unpacks, we read.
const QByteArray kUnpack = R"(
import json,sys,zipfile,re
import xml.etree.ElementTree as E
M='{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
z=zipfile.ZipFile(sys.argv[1])
strings=[]
if 'xl/sharedStrings.xml' in z.namelist():
    for si in E.fromstring(z.read('xl/sharedStrings.xml')):
        strings.append(''.join(t.text or '' for t in si.iter(M+'t')))
styles=E.fromstring(z.read('xl/styles.xml'))
codes={n.get('numFmtId'):n.get('formatCode') for n in styles.iter(M+'numFmt')}
xfs=[codes.get(x.get('numFmtId'),'') for x in styles.find(M+'cellXfs')]
out=[]
for i,s in enumerate(E.fromstring(z.read('xl/workbook.xml')).find(M+'sheets')):
    root=E.fromstring(z.read('xl/worksheets/sheet%d.xml'%(i+1)))
    pane=root.find('.//'+M+'pane')
    rows=[]
    for r in root.iter(M+'row'):
        cells=[]
        for c in r.iter(M+'c'):
            v=c.find(M+'v')
            letters=re.match('[A-Z]+',c.get('r')).group()
            col=0
            for l in letters: col=col*26+ord(l)-64
            text=v.text if v is not None else ''
            number=c.get('t') is None and v is not None
            if c.get('t')=='s': text=strings[int(text)]
            cells.append([col-1,text,number,xfs[int(c.get('s') or 0)]])
        rows.append(cells)
    out.append({'name':s.get('name'),'frozen':pane is not None and pane.get('state')=='frozen','formula':root.find('.//'+M+'f') is not None,'rows':rows})
print(json.dumps(out))
)";

} // namespace

std::optional<std::vector<ReadRow>> readHtml(const QByteArray &page)
{
    QXmlStreamReader xml(page);
    std::vector<ReadRow> rows;
    QStringList heads;
    QStringList cells;
    while (!xml.atEnd()) {
        xml.readNext();
        const QStringView name = xml.name();
        if (xml.isStartElement() && name == u"thead")
            heads.clear();
        else if (xml.isStartElement() && name == u"th")
            heads.append(xml.readElementText());
        else if (xml.isStartElement() && name == u"tr")
            cells.clear();
        else if (xml.isStartElement() && name == u"td")
            cells.append(xml.readElementText());
        else if (xml.isEndElement() && name == u"tr" && !cells.isEmpty()) {
            ReadRow row;
            for (qsizetype i = 0; i < cells.size(); ++i)
                row[heads.value(i)] = cells[i];
            rows.push_back(row);
        }
    }
    if (xml.hasError())
        return std::nullopt;
    return rows;
}

std::optional<std::vector<ReadRow>> readIof(const QByteArray &bytes)
{
    QXmlStreamReader xml(bytes);
    std::vector<ReadRow> rows;
    QString className;
    QStringList path;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            path.append(xml.name().toString());
            if (path.last() == u"PersonResult")
                rows.push_back({{QStringLiteral("class"), className}});
        } else if (xml.isEndElement()) {
            path.removeLast();
        } else if (xml.isCharacters() && !path.isEmpty()) {
            const QString in = path.value(path.size() - 2), here = path.last();
            if (in == u"Class" && here == u"Name")
                className = xml.text().toString();
            else if (!rows.empty() && path.contains(QStringLiteral("PersonResult")) && !xml.isWhitespace())
                rows.back()[(in == u"SplitTime" ? QStringLiteral("split ") : in == u"Organisation" ? QStringLiteral("organisation ") : QString()) + here.toLower()] += xml.text();
        }
    }
    if (xml.hasError())
        return std::nullopt;
    return rows;
}

std::optional<std::vector<BookSheet>> readXlsx(const QString &path)
{
    const Finished done = runProgram(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QString::fromUtf8(kUnpack), path});
    if (done.exitCode != 0)
        return std::nullopt;
    std::vector<BookSheet> sheets;
    for (const QJsonValue &v : QJsonDocument::fromJson(done.out).array()) {
        const QJsonObject o = v.toObject();
        BookSheet sheet{o[QStringLiteral("name")].toString(), o[QStringLiteral("frozen")].toBool(), o[QStringLiteral("formula")].toBool(), {}};
        for (const QJsonValue &r : o[QStringLiteral("rows")].toArray()) {
            QMap<int, BookCell> row;
            for (const QJsonValue &c : r.toArray())
                row[c[0].toInt()] = {c[1].toString(), c[2].toBool(), c[3].toString()};
            sheet.rows.push_back(row);
        }
        sheets.push_back(sheet);
    }
    return sheets;
}

std::vector<ReadRow> rowsOf(const BookSheet &sheet)
{
    std::vector<ReadRow> rows;
    for (std::size_t r = 1; r < sheet.rows.size(); ++r) {
        ReadRow row;
        for (auto it = sheet.rows[r].begin(); it != sheet.rows[r].end(); ++it)
            row[sheet.rows[0].value(it.key()).text] = it->text;
        rows.push_back(row);
    }
    return rows;
}

} // namespace gantry::test
