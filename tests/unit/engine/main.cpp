// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char **argv)
{
    using namespace gantry::test;
    QCoreApplication app(argc, argv);
    int failed = 0;
    for (const auto &suite : {documentSuite, correctionSuite, eventEditSuite, historySuite, outgoingSuite, recoverySuite, rosterSuite, startSuite, missedStartSuite, viewSuite, entrantSuite, handSuite, closeSuite, clockSuite, watchSuite, lawSuite, healthSuite, asOfSuite, awardSuite}) {
        const std::unique_ptr<QObject> object = suite();
        failed += QTest::qExec(object.get(), app.arguments());
    }
    return failed;
}
