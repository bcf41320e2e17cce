// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>

int runCsvTest(int argc, char **argv);
int runIdTest(int argc, char **argv);
int runTimeTest(int argc, char **argv);
int runZoneTest(int argc, char **argv);

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    return runCsvTest(argc, argv) + runIdTest(argc, argv) + runTimeTest(argc, argv) + runZoneTest(argc, argv);
}
