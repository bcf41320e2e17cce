// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <memory>

namespace gantry::test {

std::unique_ptr<QObject> documentSuite();
std::unique_ptr<QObject> correctionSuite();
std::unique_ptr<QObject> eventEditSuite();
std::unique_ptr<QObject> historySuite();
std::unique_ptr<QObject> asOfSuite();
std::unique_ptr<QObject> handSuite();
std::unique_ptr<QObject> closeSuite();
std::unique_ptr<QObject> outgoingSuite();
std::unique_ptr<QObject> recoverySuite();
std::unique_ptr<QObject> rosterSuite();
std::unique_ptr<QObject> startSuite();
std::unique_ptr<QObject> missedStartSuite();
std::unique_ptr<QObject> viewSuite();
std::unique_ptr<QObject> entrantSuite();
std::unique_ptr<QObject> clockSuite();
std::unique_ptr<QObject> watchSuite();
std::unique_ptr<QObject> lawSuite();
std::unique_ptr<QObject> healthSuite();
std::unique_ptr<QObject> awardSuite();

} // namespace gantry::test
