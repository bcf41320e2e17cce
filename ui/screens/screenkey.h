// SPDX-License-Identifier: Apache-2.0
#pragma once
// A screen is known by what it is and where it is plugged in, never by its number: numbers change when a cable is pulled.

#include <QList>
#include <QString>
#include <QStringView>

class QScreen;

namespace gantry::screens {

struct ScreenId {
    QString manufacturer, model, serial, connector;
    QString key() const; // "manufacturer|model|serial|connector"
    friend bool operator==(const ScreenId &, const ScreenId &) = default;
};

ScreenId idOf(const QScreen &screen);
// A key, or a bare connector name ("HDMI-1").
ScreenId parseScreen(const QString &keyOrName);

// Which of these screens is meant: the one with the same serial (of the same model), else the one at the same connector.
// Empty `wanted`: the first. The operator's screen is never an answer. -1: not there.
qsizetype findScreen(const QList<ScreenId> &screens, const QString &wanted, const QString &operatorConnector);

} // namespace gantry::screens
