// SPDX-License-Identifier: Apache-2.0
#include "core/output/htmlwriter.h"

#include "core/base/text.h"
#include "core/output/plaintext.h"

namespace gantry::output {

namespace {

// Colours follow the reader's own setting; a phone scrolls a wide table sideways under a fixed heading; paper gets black on white.
constexpr const char *kStyle = R"(
:root{color-scheme:light dark;--ground:#fff;--ink:#14181d;--dim:#57606a;--line:#d5dae0;--stripe:#f5f7f9;--head:#eef1f4;--mark:#0b5cad}
@media (prefers-color-scheme:dark){:root{--ground:#12161b;--ink:#e8ecf0;--dim:#9aa5b1;--line:#2c343d;--stripe:#181d23;--head:#1e252d;--mark:#7db8ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:80rem;padding:1rem;background:var(--ground);color:var(--ink);font:16px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
h1{font-size:1.6rem;margin:0}h2{font-size:1.25rem;margin:2rem 0 .5rem}h3{font-size:1.05rem;margin:1.25rem 0 .4rem}
p.sub,footer{color:var(--dim)}p.sub{margin:.2rem 0 1rem}
nav{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
nav a{display:inline-block;padding:.6rem .9rem;border:1px solid var(--line);border-radius:.5rem;color:var(--mark);text-decoration:none}
input{display:block;width:100%;max-width:26rem;padding:.7rem;border:1px solid var(--line);border-radius:.5rem;background:var(--ground);color:var(--ink);font:inherit}
.wide{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem;max-height:85vh}
table{border-collapse:collapse;width:100%}
th,td{padding:.45rem .7rem;text-align:left;white-space:nowrap;border-bottom:1px solid var(--line)}
td.w{white-space:normal;min-width:9rem;overflow-wrap:anywhere}
thead th{position:sticky;top:0;background:var(--head);font-size:.85rem}
tbody tr:nth-child(even){background:var(--stripe)}
.n{text-align:right;font-variant-numeric:tabular-nums}
@media (max-width:40rem){body{padding:.6rem;font-size:15px}th,td{padding:.4rem .45rem}}
@media print{body{max-width:none}.wide{overflow:visible;max-height:none;border:0}input,nav{display:none}tr{break-inside:avoid}thead{display:table-header-group}thead th{position:static}}
)";

// Filters rows by what is typed; without it the page is whole all the same. No character here needs escaping.
constexpr const char *kScript = R"(
(function(){var box=document.getElementById("find");if(!box){return}box.hidden=false;
box.addEventListener("input",function(){var wanted=box.value.toLowerCase();
document.querySelectorAll("tbody tr").forEach(function(row){row.hidden=!row.textContent.toLowerCase().includes(wanted)})})})();
)";

void appendTable(QString &out, const Section &section)
{
    out += QStringLiteral("<div class=\"wide\"><table><thead><tr>");
    std::vector<QString> open; // the opening tag of each column's cells
    for (const Column &c : section.columns) {
        out += QStringLiteral("<th scope=\"col\"%1>%2</th>").arg(c.right() ? QStringLiteral(" class=\"n\"") : QString(), escaped(c.title));
        const bool name = c.name.contains(QStringLiteral("name")) || c.name == u"team";
        open.push_back(c.right() ? QStringLiteral("<td class=\"n\">") : name ? QStringLiteral("<td class=\"w\" dir=\"auto\">") : QStringLiteral("<td dir=\"auto\">"));
    }
    out += QStringLiteral("</tr></thead><tbody>\n");
    for (const QStringList &row : section.rows) {
        out += QStringLiteral("<tr>");
        for (std::size_t i = 0; i < open.size(); ++i)
            out += open[i] + escaped(row.value(qsizetype(i))) + QStringLiteral("</td>");
        out += QStringLiteral("</tr>\n");
    }
    out += QStringLiteral("</tbody></table></div>\n");
}

QStringList sheetsOf(const Document &document)
{
    QStringList sheets;
    for (const Section &s : document.sections)
        if (!s.sheet.isEmpty() && !sheets.contains(s.sheet))
            sheets.append(s.sheet);
    return sheets;
}

} // namespace

QByteArray toHtml(const Document &document)
{
    const QStringList sheets = sheetsOf(document);
    const QString heading = document.event.isEmpty() ? document.title : document.event;
    QString out;
    out.reserve(qsizetype(document.rowCount()) * 400 + 8192);
    out += QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>%1</title>\n<style>")
               .arg(escaped(document.title + QStringLiteral(" · ") + document.subtitle()));
    out += QString::fromLatin1(kStyle) + QStringLiteral("</style></head><body>\n<h1 dir=\"auto\">");
    out += escaped(heading) + QStringLiteral("</h1>\n<p class=\"sub\">");
    out += escaped(document.title);
    if (document.date.isValid())
        out += QStringLiteral(" · ") + escaped(Document{.title = {}, .event = {}, .date = document.date, .made = {}, .notes = {}, .sections = {}, .emptyText = {}}.subtitle());
    out += QStringLiteral("</p>\n");
    if (sheets.size() > 1) {
        out += QStringLiteral("<nav>");
        for (qsizetype i = 0; i < sheets.size(); ++i)
            out += QStringLiteral("<a href=\"#r%1\" dir=\"auto\">").arg(i + 1) + escaped(sheets[i]) + QStringLiteral("</a>");
        out += QStringLiteral("</nav>\n");
    }
    if (document.rowCount() > 0)
        out += QStringLiteral("<input id=\"find\" type=\"search\" hidden=\"hidden\" placeholder=\"%1\" aria-label=\"%1\"/>\n").arg(escaped(say("Find a name or a number")));
    QString sheet;
    for (const Section &s : document.sections) {
        if (s.sheet != sheet && !s.sheet.isEmpty())
            out += QStringLiteral("<h2 id=\"r%1\" dir=\"auto\">").arg(sheets.indexOf(s.sheet) + 1) + escaped(s.sheet) + QStringLiteral("</h2>\n");
        sheet = s.sheet;
        if (!s.heading.isEmpty())
            out += QStringLiteral("<h3 dir=\"auto\">") + escaped(s.heading) + QStringLiteral("</h3>\n");
        appendTable(out, s);
    }
    if (document.rowCount() == 0)
        out += QStringLiteral("<p>") + escaped(document.emptyText) + QStringLiteral("</p>\n");
    out += QStringLiteral("<footer>");
    for (const QString &note : document.notes)
        out += QStringLiteral("<p>") + escaped(note) + QStringLiteral("</p>");
    out += QStringLiteral("<p>") + escaped(document.made) + QStringLiteral("</p></footer>\n<script>") + QString::fromLatin1(kScript) + QStringLiteral("</script>\n</body></html>\n");
    return out.toUtf8();
}

} // namespace gantry::output
