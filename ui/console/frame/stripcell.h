// SPDX-License-Identifier: Apache-2.0
#pragma once
// One cell of the top strip: a small line, a large one, a small one. Repaints only when its text changes.

#include "ui/console/common/look.h"

#include <QAbstractButton>

namespace gantry::ui {

class StripCell : public QAbstractButton {
    Q_OBJECT
public:
    enum class Kind { Clock = 1, State, Count, Title, Lines };
    struct Content {
        QString top, main, bottom;
        Tone tone = Tone::Plain;
        friend bool operator==(const Content &, const Content &) = default;
    };

    StripCell(const Look *look, Kind kind, const QString &name, QWidget *parent);
    void setContent(const Content &content);
    const Content &content() const { return m_content; }
    int wantedWidth() const { return m_width; } // never shrinks while the texts keep their length: nothing trembles
    void setMaximumTextWidth(int pixels);
    QSize sizeHint() const override { return {m_width, 72}; }
    qint64 repaints() const { return m_repaints; }

Q_SIGNALS:
    void widthChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont mainFont() const;
    void measure();

    const Look *m_look;
    Kind m_kind;
    Content m_content;
    int m_width = 0, m_limit = 220;
    qint64 m_repaints = 0;
};

} // namespace gantry::ui
