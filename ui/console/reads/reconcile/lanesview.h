// SPDX-License-Identifier: Apache-2.0
#pragma once
// Lanes as columns, crossings as lines down the time axis; only the visible ones are painted. Keyboard and drag choose and pair.

#include "ui/console/common/look.h"
#include "ui/console/reads/reconcile/reconciledata.h"

#include <QAbstractScrollArea>

namespace gantry::ui {

class LanesView : public QAbstractScrollArea {
    Q_OBJECT
public:
    LanesView(const Look *look, QWidget *parent);
    // Keeps what is chosen, and the line that is uppermost, where they are.
    void setData(std::shared_ptr<const ReconcileData> data);
    const ReconcileData *data() const { return m_data.get(); }
    LaneSpot current() const { return m_current; }
    void setCurrent(LaneSpot spot);
    QRect spotRect(LaneSpot spot) const; // in the viewport
    QString textOf(LaneSpot spot) const; // as it is painted, with mark and word

Q_SIGNALS:
    void moved();
    void pairWanted(const gantry::ui::Pairing &pairing);
    void bibWanted();
    void undoWanted();
    void refused(const QString &why);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Columns { int time, lane, who; }; // widths
    Columns columns() const;
    int lineCount() const { return m_data ? int(m_data->lines.size()) : 0; }
    int linesShown() const;
    void fitScroll();
    void show(int line);
    LaneSpot spotAt(QPoint at) const;
    void step(int lines, int lanes);
    Tone toneOf(LaneSpot spot) const;
    void paintHead(QPainter &painter, const Columns &c) const;
    void paintLine(QPainter &painter, const Columns &c, int line) const;
    void paintLinks(QPainter &painter, int line) const;
    void paintCell(QPainter &painter, LaneSpot spot) const;
    void paintDrag(QPainter &painter) const;
    void tellWhere();
    LaneSpot find(const QString &id) const;

    const Look *m_look;
    std::shared_ptr<const ReconcileData> m_data;
    LaneSpot m_current, m_dragged, m_over;
    QPoint m_pressed, m_mouse;
    bool m_dragging = false;
};

} // namespace gantry::ui
