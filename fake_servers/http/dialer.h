// SPDX-License-Identifier: Apache-2.0
//
// Connects a proxy of the world to a host of the world, and to nothing else.

#ifndef FAKE_SERVERS_HTTP_DIALER_H_
#define FAKE_SERVERS_HTTP_DIALER_H_

#include <vector>

#include "http/message.h"
#include "wire/stop_signal.h"
#include "wire/unique_fd.h"
#include "world/running_world.h"
#include "world/world.h"

namespace fake {

// A connection to where `upstream` listens, of all that is `bound`: its name is
// looked up in the world's zone. Invalid: there is nobody, or the world stops.
[[nodiscard]] UniqueFd Dial(const World& world, const std::vector<Bound>& bound,
                            const Upstream& upstream, const StopSignal& stop);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_DIALER_H_
