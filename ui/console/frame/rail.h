// SPDX-License-Identifier: Apache-2.0
#pragma once
// The left rail: the pages that exist, by their number.

#include "ui/console/common/look.h"

#include <QFrame>
#include <QMap>

class QVBoxLayout;

namespace gantry::ui {

class RailButton;

class Rail : public QFrame {
    Q_OBJECT
public:
    Rail(const Look *look, QWidget *parent);
    void addPage(const QString &page, const QString &title, int number);
    void setCurrent(const QString &page);
    void setBadge(const QString &page, int count);

Q_SIGNALS:
    void pageWanted(const QString &page);

private:
    const Look *m_look;
    QVBoxLayout *m_column;
    QMap<QString, RailButton *> m_buttons;
};

} // namespace gantry::ui
