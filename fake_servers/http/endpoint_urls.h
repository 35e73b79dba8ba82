// SPDX-License-Identifier: Apache-2.0
//
// Which service URLs a reply gave away: a client may only say it found one of
// these.

#ifndef FAKE_SERVERS_HTTP_ENDPOINT_URLS_H_
#define FAKE_SERVERS_HTTP_ENDPOINT_URLS_H_

#include <string>
#include <string_view>
#include <vector>

namespace fake {

// Of a template's body: the values of EwsUrl, ASUrl, ExternalEwsUrl, Url and
// the like. Each once, in the order of the text; one that was cut off is left
// out.
[[nodiscard]] std::vector<std::string> EndpointUrls(std::string_view body);

// Of a body in the scenario's own words: every complete URL.
[[nodiscard]] std::vector<std::string> AllUrls(std::string_view body);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_ENDPOINT_URLS_H_
