// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/console/common/look.h"

#include <QAbstractButton>

namespace gantry::ui {

class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(const Look *look, const QString &title, int number, QWidget *parent);
    void setBadge(int count);
    QSize sizeHint() const override { return {132, 39}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look *m_look;
    int m_number, m_badge = 0;
};

} // namespace gantry::ui
