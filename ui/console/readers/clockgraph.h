// SPDX-License-Identifier: Apache-2.0
#pragma once
// The error of one reader's clock over the last minutes: a point per delivery, the accepted offset as a line.

#include "core/engine/watch/problem.h"
#include "ui/console/common/look.h"

#include <QWidget>

namespace gantry::ui {

class ClockGraph : public QWidget {
    Q_OBJECT
public:
    ClockGraph(const Look *look, QWidget *parent);
    void setReader(const engine::ReaderRow *row, UtcTime now); // null: nothing chosen
    QSize sizeHint() const override { return {320, 120}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look *m_look;
    engine::ReaderRow m_row;
    bool m_hasRow = false;
    UtcTime m_now;
};

} // namespace gantry::ui
