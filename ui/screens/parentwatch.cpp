// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/parentwatch.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <unistd.h>

namespace gantry::screens {

ParentWatch::ParentWatch(QObject *parent) : QObject(parent)
{
    auto *notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        std::array<char, 4096> bytes;
        const auto n = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN)))
            return; // nobody has anything to say to us; only the end counts
        notifier->setEnabled(false);
        Q_EMIT parentGone();
    });
}

} // namespace gantry::screens
