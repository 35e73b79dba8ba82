// SPDX-License-Identifier: Apache-2.0
//
// A world as a picture in text: its names, its hosts, and what each does.

#ifndef FAKE_SERVERS_MAIN_WORLD_PICTURE_H_
#define FAKE_SERVERS_MAIN_WORLD_PICTURE_H_

#include <string>

#include "world/world.h"

namespace fake {

// `text` is the file that `world` was read from. Passwords and tokens are left
// out. What the file does not say, because the default is meant, is not said
// here, but for addresses, which are those that the world will have.
[[nodiscard]] std::string WorldPicture(const std::string& text,
                                       const World& world);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_WORLD_PICTURE_H_
