// SPDX-License-Identifier: Apache-2.0
#include "ui/console/results/teamspart.h"

#include "ui/console/common/datatable.h"
#include "ui/console/common/printpanel.h"
#include "ui/models/teamsmodel.h"

#include "core/engine/teams/teamtext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

TeamsPart::TeamsPart(const Context &context, QWidget *parent)
    : QWidget(parent), m_model(new TeamsModel(this)), m_members(new TeamMembersModel(this)),
      m_table(new DataTable(context.look, m_model, QStringLiteral("teams"), DataTable::Height::Stretch, this)),
      m_runners(new DataTable(context.look, m_members, QStringLiteral("teamRunners"), DataTable::Height::Stretch, this)), m_count(new QLabel(this)),
      m_team(new QLabel(this)), m_story(new QLabel(this)), m_print(new QPushButton(tr("Print…  P"), this))
{
    setObjectName(QStringLiteral("teamsPart"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    m_count->setObjectName(QStringLiteral("teamsCount"));
    m_count->setProperty("kind", QStringLiteral("title"));
    m_print->setObjectName(QStringLiteral("teamsPrint"));
    m_print->setShortcut(QKeySequence(QStringLiteral("P")));
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_count);
    bar->addStretch(1);
    bar->addWidget(new HoldNote(m_model, QStringLiteral("teamsHeld"), this));
    bar->addWidget(m_print);
    column->addLayout(bar);
    column->addWidget(m_table, 4);
    m_team->setObjectName(QStringLiteral("teamName"));
    m_team->setProperty("kind", QStringLiteral("title"));
    m_story->setObjectName(QStringLiteral("teamStory"));
    m_story->setProperty("kind", QStringLiteral("dim"));
    m_story->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_team);
    head->addWidget(m_story, 1);
    column->addLayout(head);
    column->addWidget(m_runners, 3);
    m_runners->setEmptyText(tr("Select a team to see its runners."));
    connect(m_table, &DataTable::selectionMoved, this, &TeamsPart::showMembers);
    connect(m_table, &DataTable::chosen, this, [this] {
        showMembers();
        m_runners->setFocus();
    });
    connect(m_runners, &DataTable::chosen, this, &TeamsPart::runnerWanted);
    connect(m_model, &TeamsModel::counted, this, &TeamsPart::count);
    connect(m_print, &QPushButton::clicked, this, &TeamsPart::print);
    count();
}

QWidget *TeamsPart::firstFocus()
{
    return m_table;
}

void TeamsPart::setView(const engine::ViewPtr &view)
{
    m_view = view;
    m_model->setView(view);
    count();
    showMembers();
}

void TeamsPart::setRace(int race)
{
    m_race = race;
    m_table->clearSelection();
    m_model->setRace(race);
    count();
    showMembers();
}

void TeamsPart::count()
{
    const int all = m_model->total(), complete = m_model->complete();
    if (!m_model->hasRules()) {
        m_count->setText(tr("No team rule"));
        m_table->setEmptyText(tr("This race makes no team places: it has no team rule. See \"Teams\" in the guide."));
        return;
    }
    m_table->setEmptyText(tr("Nobody names a team."));
    m_count->setText(all == complete ? tr("%1 teams").arg(all) : tr("%1 teams, %2 more not complete").arg(complete).arg(all - complete));
}

void TeamsPart::showMembers()
{
    const TeamsModel::Found found = m_model->find(m_table->selectedEntity());
    m_members->show(m_view, found);
    m_team->setVisible(bool(found));
    m_story->setVisible(bool(found));
    if (!found)
        return;
    const TeamRule &rule = m_view->event->rules[std::size_t(found.table->race)].teamRules[std::size_t(found.table->rule)];
    const scoring::RaceRules &race = m_view->event->rules[std::size_t(found.table->race)];
    m_team->setText(found.team->name);
    QStringList story{found.team->place > 0 ? tr("%1: place %2 with %3.").arg(rule.name).arg(found.team->place).arg(engine::teamValueText(rule, race, found.team->score))
                                            : tr("%1: no place, %2.").arg(rule.name, found.team->why)};
    if (const QString note = engine::teamNote(rule, *found.team); !note.isEmpty())
        story.append(note.left(1).toUpper() + note.mid(1) + u'.');
    if (rule.by == TeamsBy::Places && rule.displacers && found.team->place > 0)
        story.append(tr("Places are counted among the %1 who score or displace.").arg(found.table->counted));
    m_story->setText(story.join(u' '));
}

bool TeamsPart::closePrint()
{
    return m_paper && m_paper->close();
}

void TeamsPart::print()
{
    if (!m_view || !m_view->event)
        return;
    if (!m_paper) {
        m_paper = new PrintPanel(this);
        m_paper->setObjectName(QStringLiteral("teamsPaper"));
        static_cast<QVBoxLayout *>(layout())->addWidget(m_paper, 2);
        connect(m_paper, &PrintPanel::said, this, &TeamsPart::said);
        connect(m_paper, &PrintPanel::closed, this, [this] { m_table->setFocus(); });
    }
    m_paper->open(m_view, QStringLiteral("teams.pdf"), [race = m_race](const engine::View &view) { return TeamsModel::printed(view, race); }, true);
}

} // namespace gantry::ui
