// SPDX-License-Identifier: Apache-2.0
//
// A world for tests: one host, served on loopback, and what was seen.

#ifndef FAKE_SERVERS_HTTP_TEST_WORLD_H_
#define FAKE_SERVERS_HTTP_TEST_WORLD_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "history/transcript.h"
#include "tls/certificate_authority.h"
#include "world/running_world.h"
#include "world/world.h"

namespace fake {

inline constexpr const char* kHost = "mail.corp.test";
inline constexpr const char* kPassword = "correct horse";
// ann@corp.test:correct horse
inline constexpr const char* kBasic =
    "Authorization: Basic YW5uQGNvcnAudGVzdDpjb3JyZWN0IGhvcnNl\r\n";

// The world of ann@corp.test with one host that offers `services`.
[[nodiscard]] World MakeWorld(std::vector<Service> services);

[[nodiscard]] Service PlainService(Answer answer);
[[nodiscard]] Service TlsService(Answer answer);
[[nodiscard]] Answer SettingsAnswer();

// The text of a POX request for ann@corp.test; `headers` end in CRLF each.
[[nodiscard]] std::string PoxRequest(const std::string& headers = "");
[[nodiscard]] std::string Post(const std::string& path,
                               const std::string& headers,
                               const std::string& body);

// The root that signs the certificates of every TestWorld.
[[nodiscard]] std::string RootPem();

// Serves until destroyed.
class TestWorld {
 public:
  explicit TestWorld(const World& world, double clock_rate = 1.0);

  // Of the first service, or of the one for `world_port`.
  [[nodiscard]] std::uint16_t port(std::uint16_t world_port = 0) const;
  void Stop() { running_->Stop(); }

  // The first event of a kind, waiting for it; a default one if none comes.
  template <typename Kind>
  Kind First() const {
    const auto all = All<Kind>(1);
    return all.empty() ? Kind() : all.front();
  }

  // All events of a kind, once there are `count`.
  template <typename Kind>
  std::vector<Kind> All(std::size_t count) const {
    std::vector<Kind> found;
    const bool seen = transcript_.WaitFor(
        [&](const auto& events) {
          found.clear();
          for (const auto& [seq, event] : events) {
            if (const auto* kind = std::get_if<Kind>(&event)) {
              found.push_back(*kind);
            }
          }
          return found.size() >= count;
        },
        std::chrono::seconds(10));
    return seen ? found : std::vector<Kind>();
  }

  [[nodiscard]] Transcript& transcript() { return transcript_; }

 private:
  Transcript transcript_;
  std::unique_ptr<RunningWorld> running_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_TEST_WORLD_H_
