// SPDX-License-Identifier: Apache-2.0
//
// A transport, and how tests use it.

#ifndef AUTODISCOVER_INTEGRATION_TRANSPORT_TEST_H_
#define AUTODISCOVER_INTEGRATION_TRANSPORT_TEST_H_

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "driver/curl_transport.h"
#include "integration/loopback.h"

namespace autodiscover::integration {

class TransportTest : public testing::Test {
 protected:
  static driver::Exchange Get(const std::string& url) {
    driver::Exchange exchange;
    exchange.request = {.method = "GET",
                        .url = url,
                        .body_bytes_max = 1000,
                        .header_bytes_max = 2000,
                        .headers_max = 20};
    exchange.connect_limit = std::chrono::milliseconds(5000);
    exchange.limit = std::chrono::milliseconds(5000);
    return exchange;
  }

  // Runs one exchange to its end.
  core::Report Do(driver::Exchange exchange) {
    transport_.Start(core::StepId{1}, std::move(exchange));
    std::vector<driver::Ended> ended;
    for (;;) {
      transport_.Collect(ended);
      if (!ended.empty()) {
        return ended[0].report;
      }
      transport_.Wait({}, std::chrono::milliseconds(1000));
    }
  }
  core::TransportFailure Fail(driver::Exchange exchange) {
    const core::Report report = Do(std::move(exchange));
    const auto* failure = std::get_if<core::TransportFailure>(&report);
    EXPECT_NE(failure, nullptr) << "an answer came";
    return failure == nullptr ? core::TransportFailure{} : *failure;
  }
  core::HttpAnswer Answer(driver::Exchange exchange) {
    const core::Report report = Do(std::move(exchange));
    const auto* answer = std::get_if<core::HttpAnswer>(&report);
    EXPECT_NE(answer, nullptr);
    return answer == nullptr ? core::HttpAnswer{} : *answer;
  }

  Network network_;
  driver::CurlTransport transport_{network_};
};

inline LoopbackHttp::Handler Always(std::string text,
                                    Reply::End end = Reply::End::kKeep) {
  return [text, end](const std::string&) {
    return Reply{.text = text, .end = end};
  };
}

inline constexpr const char* kEmptyOk =
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

}  // namespace autodiscover::integration

#endif  // AUTODISCOVER_INTEGRATION_TRANSPORT_TEST_H_
