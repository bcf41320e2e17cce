// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/net/nettests.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    int failed = 0;
    for (const auto &make : {makeReaderServerTest, makeCtp01PeerTest, makeStatusServerTest})
        failed += QTest::qExec(make().get(), argc, argv);
    return failed;
}
