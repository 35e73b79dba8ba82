// SPDX-License-Identifier: Apache-2.0
//
// Every fault that a world file names and that can be seen to happen.

#ifndef FAKE_SERVERS_HTTP_DECLARED_FAULTS_H_
#define FAKE_SERVERS_HTTP_DECLARED_FAULTS_H_

#include <string>
#include <vector>

#include "world/world.h"

namespace fake {

// In the words of FiredFaults(), each once, sorted. A closed port and a black
// hole are not among them: the server does not see who comes there.
[[nodiscard]] std::vector<std::string> DeclaredFaults(const World& world);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_DECLARED_FAULTS_H_
