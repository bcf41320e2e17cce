// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <memory>

namespace gantry::test {

std::unique_ptr<QObject> directorySuite();
std::unique_ptr<QObject> writerSuite();
std::unique_ptr<QObject> refusalSuite();
std::unique_ptr<QObject> verifySuite();
std::unique_ptr<QObject> escapeSuite();

int holdStore(const QString &path); // in a child process: opens the store, says so, and waits to be killed

} // namespace gantry::test
