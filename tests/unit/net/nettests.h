// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <memory>

std::unique_ptr<QObject> makeReaderServerTest();
std::unique_ptr<QObject> makeCtp01PeerTest();
std::unique_ptr<QObject> makeStatusServerTest();
