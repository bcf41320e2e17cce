// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>

int runJournalTest(int argc, char **argv);
int runFeedServerTest(int argc, char **argv);

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    return runJournalTest(argc, argv) + runFeedServerTest(argc, argv);
}
