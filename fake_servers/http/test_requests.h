// SPDX-License-Identifier: Apache-2.0
//
// Requests for tests, as good clients send them.

#ifndef FAKE_SERVERS_HTTP_TEST_REQUESTS_H_
#define FAKE_SERVERS_HTTP_TEST_REQUESTS_H_

#include <string>
#include <vector>

#include "http/message.h"

namespace fake {

// Bodies that ask for ann@corp.test.
[[nodiscard]] std::string PoxRequestText();
[[nodiscard]] std::string MobileSyncRequestText();
[[nodiscard]] std::string SoapRequestText(
    const std::vector<std::string>& settings);

// Requests to mail.corp.test.
[[nodiscard]] Request Get(const std::string& path);
[[nodiscard]] Request PostTo(const std::string& path, const std::string& body);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_TEST_REQUESTS_H_
