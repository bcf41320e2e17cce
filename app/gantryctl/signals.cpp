// SPDX-License-Identifier: Apache-2.0
#include "app/gantryctl/signals.h"

#include <QSocketNotifier>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace gantry::ctl {

// The signals must be blocked in every thread (made before any is started); a signalfd then reports them as data, without a handler.
TerminationWatch::TerminationWatch(QObject *parent) : QObject(parent)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // nobody reads our lines any more: no reason to stop timing
    const int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    auto *notifier = new QSocketNotifier(fd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, fd] {
        signalfd_siginfo info;
        if (read(fd, &info, sizeof info) == sizeof info)
            Q_EMIT terminated();
    });
    connect(this, &QObject::destroyed, this, [fd] { close(fd); });
}

TerminationWatch::~TerminationWatch() = default;

} // namespace gantry::ctl
