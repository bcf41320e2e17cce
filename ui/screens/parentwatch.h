// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console holds the other end of our standard input. When it goes, however it goes, the screen goes too.

#include <QObject>

namespace gantry::screens {

class ParentWatch : public QObject {
    Q_OBJECT
public:
    explicit ParentWatch(QObject *parent = nullptr);

Q_SIGNALS:
    void parentGone();

};

} // namespace gantry::screens
