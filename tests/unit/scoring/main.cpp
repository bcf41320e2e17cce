// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>

int runStartTest(int argc, char **argv);
int runCourseTest(int argc, char **argv);
int runCorrectionTest(int argc, char **argv);
int runHandTest(int argc, char **argv);
int runPlacesTest(int argc, char **argv);
int runScoreboardTest(int argc, char **argv);
int runAwardsTest(int argc, char **argv);
int runRealRaceTest(int argc, char **argv);
int runTeamsTest(int argc, char **argv);
int runAgeGradeTest(int argc, char **argv);

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    return runStartTest(argc, argv) + runCourseTest(argc, argv) + runCorrectionTest(argc, argv) + runHandTest(argc, argv) + runPlacesTest(argc, argv)
        + runScoreboardTest(argc, argv) + runAwardsTest(argc, argv) + runRealRaceTest(argc, argv) + runTeamsTest(argc, argv) + runAgeGradeTest(argc, argv);
}
