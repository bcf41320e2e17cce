// SPDX-License-Identifier: Apache-2.0
#pragma once
// SIGTERM and SIGINT become a Qt signal on the main thread.

#include <QObject>

namespace gantry::ctl {

class TerminationWatch : public QObject {
    Q_OBJECT
public:
    explicit TerminationWatch(QObject *parent = nullptr);
    ~TerminationWatch() override;

Q_SIGNALS:
    void terminated();
};

} // namespace gantry::ctl
