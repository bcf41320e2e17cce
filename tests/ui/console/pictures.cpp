// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/console/pictures.h"

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QSet>

namespace gantry::testing {

bool takePicture(QWidget &widget, const QString &folder, const QString &name)
{
    // Posted layouts and repaints come first; what the worker still owes was waited for by the caller.
    for (int i = 0; i < 3; ++i)
        QApplication::processEvents();
    const QImage image = widget.grab().toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 7) {
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    }
    return QDir().mkpath(folder) && image.save(QDir(folder).filePath(name + QStringLiteral(".png"))) && colours.size() > 20;
}

} // namespace gantry::testing
