// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/readers/samples.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    int failed = 0;
    for (const auto &make : {makeCt01DecoderTest, makeTimesDecoderTest, makeControllerDecoderTest, makeCtp01SessionTest})
        failed += QTest::qExec(make().get(), argc, argv);
    return failed;
}
