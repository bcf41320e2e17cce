// SPDX-License-Identifier: Apache-2.0
#include "core/output/iofxml.h"

#include "core/output/plaintext.h"

#include <QXmlStreamWriter>

namespace gantry::output {

namespace {

const char *word(IofStatus status)
{
    switch (status) {
    case IofStatus::Ok: return "OK";
    case IofStatus::Finished: return "Finished";
    case IofStatus::Active: return "Active";
    case IofStatus::Inactive: return "Inactive";
    case IofStatus::DidNotFinish: return "DidNotFinish";
    case IofStatus::DidNotStart: return "DidNotStart";
    case IofStatus::Disqualified: break;
    }
    return "Disqualified";
}

void text(QXmlStreamWriter &xml, const char *element, const QString &value, bool always = false)
{
    if (always || !value.isEmpty())
        xml.writeTextElement(QLatin1StringView(element), allowed(value));
}

void writePerson(QXmlStreamWriter &xml, const IofPerson &p)
{
    xml.writeStartElement(QStringLiteral("PersonResult"));
    xml.writeStartElement(QStringLiteral("Person"));
    if (p.sex == u"F" || p.sex == u"M") // the standard has no other words
        xml.writeAttribute(QStringLiteral("sex"), p.sex);
    xml.writeStartElement(QStringLiteral("Name"));
    text(xml, "Family", p.family, true);
    text(xml, "Given", p.given, true);
    xml.writeEndElement();
    xml.writeEndElement();
    if (!p.organisation.isEmpty()) {
        xml.writeStartElement(QStringLiteral("Organisation"));
        text(xml, "Name", p.organisation, true);
        xml.writeEndElement();
    }
    xml.writeStartElement(QStringLiteral("Result"));
    text(xml, "BibNumber", p.bib);
    text(xml, "StartTime", p.start);
    text(xml, "FinishTime", p.finish);
    text(xml, "Time", p.seconds);
    text(xml, "TimeBehind", p.behind);
    if (p.position > 0 && p.status == IofStatus::Ok)
        text(xml, "Position", QString::number(p.position));
    text(xml, "Status", QLatin1StringView(word(p.status)));
    for (const IofSplit &s : p.splits) {
        xml.writeStartElement(QStringLiteral("SplitTime"));
        if (s.seconds.isEmpty())
            xml.writeAttribute(QStringLiteral("status"), QStringLiteral("Missing"));
        text(xml, "ControlCode", s.control, true);
        text(xml, "Time", s.seconds);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
}

} // namespace

QByteArray toIofXml(const IofResults &results)
{
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(1);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("ResultList"));
    xml.writeDefaultNamespace(QStringLiteral("http://www.orienteering.org/datastandard/3.0"));
    xml.writeAttribute(QStringLiteral("iofVersion"), QStringLiteral("3.0"));
    if (!results.made.isEmpty())
        xml.writeAttribute(QStringLiteral("createTime"), results.made);
    xml.writeAttribute(QStringLiteral("creator"), QStringLiteral("Gantry"));
    xml.writeAttribute(QStringLiteral("status"), results.complete ? QStringLiteral("Complete") : QStringLiteral("Snapshot"));
    xml.writeStartElement(QStringLiteral("Event"));
    text(xml, "Name", results.event, true);
    if (results.date.isValid()) {
        xml.writeStartElement(QStringLiteral("StartTime"));
        text(xml, "Date", results.date.toString(Qt::ISODate));
        xml.writeEndElement();
    }
    xml.writeEndElement();
    for (const IofClass &c : results.classes) {
        xml.writeStartElement(QStringLiteral("ClassResult"));
        if (c.resolutionDigits > 0)
            xml.writeAttribute(QStringLiteral("timeResolution"), c.resolutionDigits == 1 ? QStringLiteral("0.1") : QStringLiteral("0.01"));
        xml.writeStartElement(QStringLiteral("Class"));
        text(xml, "Name", c.name, true);
        xml.writeEndElement();
        if (c.lengthM) {
            xml.writeStartElement(QStringLiteral("Course"));
            text(xml, "Length", QString::number(*c.lengthM));
            xml.writeEndElement();
        }
        for (const IofPerson &p : c.people)
            writePerson(xml, p);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return out;
}

} // namespace gantry::output
