// SPDX-License-Identifier: Apache-2.0

#include "http/witness.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/test_requests.h"

namespace fake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kPath = "/autodiscover/autodiscover.xml";

class WitnessTest : public ::testing::Test {
 protected:
  // Where the address was found in `request`.
  std::vector<std::string> Addresses(const Request& request, bool tls) {
    Transcript transcript;
    Witness witness(transcript, secrets_, {.host = "a.test", .port = 443}, tls);
    witness.SawRequest(request, "", {.asked = ReadAsked(request)});
    std::vector<std::string> found;
    for (const auto& [seq, event] : transcript.Events()) {
      const auto* secret = std::get_if<SecretEvent>(&event);
      if (secret != nullptr && secret->is_address) {
        found.push_back(secret->where + ": " + secret->form);
      }
    }
    return found;
  }

  const SecretFinder secrets_{Sought{.addresses = {"ann@corp.test"}}};
};

TEST_F(WitnessTest, AnAddressHasItsPlaceInWhatAProtocolAsks) {
  Request request = PostTo(kPath, PoxRequestText());
  request.headers.emplace_back("X-AnchorMailbox", "ann@corp.test");
  EXPECT_THAT(Addresses(request, true), IsEmpty());
  EXPECT_THAT(Addresses(request, false),
              ElementsAre("header X-AnchorMailbox: raw", "body: raw"));
}

TEST_F(WitnessTest, ElsewhereItIsTold) {
  Request request = PostTo(kPath, PoxRequestText());
  request.target = std::string(kPath) + "?m=ann%40corp.test";
  request.headers.emplace_back("User-Agent", "me for ann@corp.test");
  EXPECT_THAT(Addresses(request, true),
              ElementsAre("target: percent", "header User-Agent: raw"));
  EXPECT_THAT(Addresses(PostTo("/other", "ann@corp.test"), true),
              ElementsAre("body: raw"));
}

}  // namespace
}  // namespace fake
