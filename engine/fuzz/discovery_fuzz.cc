// SPDX-License-Identifier: Apache-2.0
//
// A whole discovery against servers that say what the input says. It ends, and
// no secret goes out without TLS or before it was asked for.

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/discovery.h"
#include "fuzz/target.h"

namespace {

namespace core = autodiscover::core;
using autodiscover::AuthScheme;
using autodiscover::Policy;
using autodiscover::Protocol;
using autodiscover::Service;
using autodiscover::Stage;

// Takes the input apart; after its end everything is 0 or empty.
class Bytes {
 public:
  explicit Bytes(std::string_view text) : text_(text) {}
  std::size_t Number() {
    if (text_.empty()) {
      return 0;
    }
    const auto byte = static_cast<unsigned char>(text_.front());
    text_.remove_prefix(1);
    return byte;
  }
  // Up to the next zero byte.
  std::string Text() {
    const std::size_t end = std::min(text_.find('\0'), text_.size());
    std::string text(text_.substr(0, end));
    text_.remove_prefix(std::min(end + 1, text_.size()));
    return text;
  }

 private:
  std::string_view text_;
};

Policy PolicyFrom(Bytes& bytes) {
  Policy policy;
  const std::size_t bits = bytes.Number();
  policy.speculation.on = (bits & 1U) != 0;
  policy.wanted.services = {Service::kEws};
  if ((bits & 2U) != 0) {
    policy.wanted.services.push_back(Service::kActiveSync);
  }
  if ((bits & 4U) != 0) {
    policy.protocols = {Protocol::kV2, Protocol::kSoap, Protocol::kPox};
  }
  if ((bits & 8U) != 0) {
    policy.protocols = {Protocol::kDomainSettings};
  }
  if ((bits & 16U) != 0) {
    policy.wanted.users = {"bob@corp.test"};
  }
  return policy;
}

core::Report AnswerFrom(Bytes& bytes) {
  constexpr int kStatuses[] = {200, 401, 302, 307, 404, 500, 400, 503};
  core::HttpAnswer answer;
  answer.status = kStatuses[bytes.Number() % std::size(kStatuses)];
  if (const std::string location = bytes.Text(); !location.empty()) {
    answer.headers.emplace_back("Location", location);
  }
  if (const std::string challenge = bytes.Text(); !challenge.empty()) {
    answer.headers.emplace_back("WWW-Authenticate", challenge);
  }
  answer.body = bytes.Text();
  return answer;
}

core::Report ReportFrom(Bytes& bytes, const core::Action& action) {
  const std::size_t kind = bytes.Number();
  if (std::holds_alternative<core::LookupSrv>(action)) {
    core::SrvAnswer answer{.why = kind % 2 == 0 ? "NXDOMAIN" : ""};
    if (kind % 2 != 0) {
      answer.records.push_back({.port = 443, .target = bytes.Text()});
    }
    return answer;
  }
  if (kind % 4 == 0) {
    return core::TransportFailure{
        .stage = kind % 8 == 0 ? Stage::kConnect : Stage::kTls, .reason = "no"};
  }
  return AnswerFrom(bytes);
}

void CheckSecret(const core::Action& action, std::set<std::string>& asked) {
  const auto* send = std::get_if<core::SendHttp>(&action);
  if (send == nullptr) {
    return;
  }
  if (send->login) {
    MustHold(send->url.starts_with("https://"));
    MustHold(asked.contains(send->url));
  }
  asked.insert(send->url);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr int kStepsMax = 2'000;
  Bytes bytes(AsText(data, size));
  const Policy policy = PolicyFrom(bytes);
  core::Timestamp now;
  core::Discovery discovery("ann@corp.test", core::Means{.password = true},
                            policy, 1, now);
  std::set<std::string> asked;
  for (int step = 0; step < kStepsMax; ++step) {
    const core::Step next = discovery.Poll(now);
    if (const auto* finished = std::get_if<core::Finished>(&next)) {
      MustHold(finished->outcome.settings.has_value() !=
               finished->outcome.error.has_value());
      return 0;
    }
    if (const auto* start = std::get_if<core::Start>(&next)) {
      CheckSecret(start->action, asked);
      discovery.Tell(start->id, ReportFrom(bytes, start->action), now);
    } else if (const auto* wait = std::get_if<core::Wait>(&next)) {
      MustHold(wait->deadline > now);
      now = wait->deadline;
    }
  }
  std::abort();
}
