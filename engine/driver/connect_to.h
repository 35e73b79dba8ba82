// SPDX-License-Identifier: Apache-2.0
//
// Sends connections for some hosts elsewhere: Network.connect_to.

#ifndef AUTODISCOVER_DRIVER_CONNECT_TO_H_
#define AUTODISCOVER_DRIVER_CONNECT_TO_H_

#include <optional>
#include <string>
#include <vector>

#include "base/url.h"

namespace autodiscover::driver {

// The first of `entries`, `host:port:address:port`, that is about `url`; an
// empty host or port stands for any. Spec: curl's --connect-to.
std::optional<std::string> FindConnectTo(
    const std::vector<std::string>& entries, const Url& url);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CONNECT_TO_H_
