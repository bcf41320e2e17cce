// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>

int runEntrantTest(int argc, char **argv);
int runReadTest(int argc, char **argv);
int runDocumentTest(int argc, char **argv);
int runFlatTest(int argc, char **argv);
int runRosterTest(int argc, char **argv);
int runDraftTest(int argc, char **argv);
int runTemplateTest(int argc, char **argv);

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    return runEntrantTest(argc, argv) + runReadTest(argc, argv) + runDocumentTest(argc, argv) + runFlatTest(argc, argv) + runRosterTest(argc, argv) + runDraftTest(argc, argv)
        + runTemplateTest(argc, argv);
}
