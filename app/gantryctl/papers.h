// SPDX-License-Identifier: Apache-2.0
#pragma once
// PDFs from the terminal: fonts without a screen, only for the verbs that may need them.

#include "core/engine/outputs/resultdocument.h"

#include <QCoreApplication>

#include <memory>

namespace gantry::ctl {

// An application with fonts when these words may lead to a PDF and this program was built with them; else a plain one.
std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv);
// Empty without fonts.
engine::DrawPdf pdfDrawer();

} // namespace gantry::ctl
