// SPDX-License-Identifier: Apache-2.0

#include "client/known_places.h"

#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace autodiscover::client {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const CacheTime kNow{seconds(1'000'000)};
constexpr const char* kUrl = "https://mail.corp.test/a.xml";

Request For(const std::string& address) {
  Request request;
  request.address = address;
  return request;
}

Outcome FoundFor(const std::string& address, const std::string& url = kUrl) {
  Outcome outcome;
  outcome.settings = Settings{};
  outcome.source = Source::kSrv;
  outcome.url = url;
  outcome.protocol = Protocol::kSoap;
  outcome.trust = TrustPath::kSrv;
  outcome.login = AuthScheme::kBasic;
  outcome.address = address;
  return outcome;
}

class KnownPlacesTest : public testing::Test {
 protected:
  void Learn(const std::string& address) {
    places_.Learn(For(address), FoundFor(address), kNow);
  }
  void Advise(Request& request, CacheTime now = kNow) const {
    if (const auto place = KnownPlaces::PlaceOf(request)) {
      (void)places_.Advise(*place, request, now);
    }
  }
  // The URL that is advised; "-": none.
  [[nodiscard]] std::string AdviceFor(Request request,
                                      CacheTime now = kNow) const {
    Advise(request, now);
    return request.policy.last_good ? request.policy.last_good->url : "-";
  }

  KnownPlaces places_;
};

TEST_F(KnownPlacesTest, HelpsOthersOfTheDomain) {
  Learn("ann@corp.test");
  Request request = For("bob@corp.test");
  request.username = "CORP\\bob";
  Advise(request);
  ASSERT_TRUE(request.policy.last_good);
  EXPECT_EQ(request.policy.last_good->url, kUrl);
  EXPECT_EQ(request.policy.last_good->protocol, Protocol::kSoap);
  EXPECT_EQ(request.policy.last_good->trust, TrustPath::kSrv);
  // Nobody's password goes out unasked because another's was asked for.
  EXPECT_EQ(request.policy.last_good->login, std::nullopt);
  EXPECT_EQ(AdviceFor(For("ann@other.test")), "-");
}

// Fails if what one caller allows is used for another who does not.
TEST_F(KnownPlacesTest, HelpsNobodyOfAnotherPolicy) {
  Learn("ann@corp.test");
  Request request = For("bob@corp.test");
  request.policy.consented_hosts = {"hoster.test"};
  EXPECT_EQ(AdviceFor(request), "-");
}

TEST_F(KnownPlacesTest, ForgetsWhatIsOld) {
  Learn("ann@corp.test");
  EXPECT_EQ(AdviceFor(For("bob@corp.test"), kNow + hours(23)), kUrl);
  EXPECT_EQ(AdviceFor(For("bob@corp.test"), kNow + hours(24)), "-");
}

// Fails if an own entry of the cache, or a given endpoint, is overruled.
TEST_F(KnownPlacesTest, LeavesWhoKnowsBetter) {
  Learn("ann@corp.test");
  Request request = For("bob@corp.test");
  request.policy.last_good = KnownEndpoint{.url = "https://own.corp.test/"};
  EXPECT_EQ(AdviceFor(request), "https://own.corp.test/");
  Request given = For("ann@other.test");
  given.policy.endpoint = "https://given.test/a.xml";
  places_.Learn(given, FoundFor("ann@other.test"), kNow);
  EXPECT_EQ(AdviceFor(given), "-");
}

TEST_F(KnownPlacesTest, LearnsOfWhatWasFoundOnly) {
  places_.Learn(For("ann@corp.test"),
                {.error = Error{.code = ErrorCode::kNotFound}}, kNow);
  places_.Learn(For("nobody"), FoundFor("nobody"), kNow);
  EXPECT_EQ(AdviceFor(For("bob@corp.test")), "-");
  EXPECT_EQ(AdviceFor(For("nobody")), "-");
}

// Fails if a list of strangers can fill the memory.
TEST_F(KnownPlacesTest, HoldsABoundedNumberOfDomains) {
  for (std::size_t i = 0; i <= KnownPlaces::kDomainsMax; ++i) {
    Learn("ann@d" + std::to_string(i) + ".test");
  }
  EXPECT_EQ(AdviceFor(For("bob@d0.test")), "-");
  EXPECT_EQ(AdviceFor(For("bob@d4096.test")), kUrl);
}

}  // namespace
}  // namespace autodiscover::client
