// SPDX-License-Identifier: Apache-2.0
#pragma once
// A field's value as a person types it, and back. What is not understood stays as the text that was typed: the parser says at
// its place what is wrong with it, and nothing is lost. Pure.

#include "ui/console/setup/fieldtable.h"

#include <QDate>
#include <QJsonValue>

namespace gantry::ui {

QString textOfField(const FieldSpec &field, const QJsonValue &value, QDate eventDate);
QJsonValue valueOfField(const FieldSpec &field, const QString &text, QDate eventDate); // undefined: empty

} // namespace gantry::ui
