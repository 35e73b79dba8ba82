// SPDX-License-Identifier: Apache-2.0
//
// What of a world is looked for in all that its clients send.

#ifndef FAKE_SERVERS_WORLD_SOUGHT_H_
#define FAKE_SERVERS_WORLD_SOUGHT_H_

#include "history/secret_finder.h"
#include "world/world.h"

namespace fake {

// Every password, bearer token and mailbox of `world`, and the value of every
// cookie that its answers set.
[[nodiscard]] Sought SoughtIn(const World& world);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_SOUGHT_H_
