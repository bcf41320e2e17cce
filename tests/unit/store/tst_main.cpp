// SPDX-License-Identifier: Apache-2.0
#include "storekit.h"
#include "suites.h"

#include <QCoreApplication>
#include <QTest>

#include <cstdio>
#include <cstring>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && std::strcmp(argv[1], "--write-until-killed") == 0)
        return gantry::test::writeUntilKilled(QString::fromLocal8Bit(argv[2]));
    if (argc == 3 && std::strcmp(argv[1], "--hold") == 0)
        return gantry::test::holdStore(QString::fromLocal8Bit(argv[2]));
    int failed = 0;
    for (const auto &suite : {gantry::test::directorySuite, gantry::test::writerSuite, gantry::test::refusalSuite, gantry::test::verifySuite, gantry::test::escapeSuite}) {
        const std::unique_ptr<QObject> object = suite();
        failed += QTest::qExec(object.get(), app.arguments());
    }
    return failed;
}
