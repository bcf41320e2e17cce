// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>

int runFinisherQueueTest(int argc, char **argv);
int runTemplateTest(int argc, char **argv);

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    return runFinisherQueueTest(argc, argv) + runTemplateTest(argc, argv);
}
