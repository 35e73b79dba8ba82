// SPDX-License-Identifier: Apache-2.0

#include "http/test_world.h"

#include <utility>

#include <gtest/gtest.h>

#include "http/test_requests.h"

namespace fake {
namespace {

// Keys take time to make: one authority serves all tests.
const CertificateAuthority& Authority() {
  static const CertificateAuthority authority;
  return authority;
}

}  // namespace

World MakeWorld(std::vector<Service> services) {
  World world;
  world.mailbox = {.address = "ann@corp.test",
                   .username = "ann@corp.test",
                   .password = kPassword};
  world.accounts = {{"ann@corp.test", kPassword}};
  world.hosts.push_back({.name = kHost,
                         .addresses = {"192.0.2.1"},
                         .services = std::move(services)});
  return world;
}

Service PlainService(Answer answer) {
  return {.port = 80, .script = {std::move(answer)}};
}

Service TlsService(Answer answer) {
  return {.port = 443, .tls = Tls(), .script = {std::move(answer)}};
}

Answer SettingsAnswer() { return {.reply = ReplyKind::kSettings}; }

std::string Post(const std::string& path, const std::string& headers,
                 const std::string& body) {
  return "POST " + path + " HTTP/1.1\r\nHost: " + kHost + "\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string PoxRequest(const std::string& headers) {
  return Post("/autodiscover/autodiscover.xml", headers, PoxRequestText());
}

TestWorld::TestWorld(const World& world, double clock_rate)
    : transcript_(clock_rate) {
  auto started = RunningWorld::Start(
      world, Authority(), transcript_,
      {.real_ports = false, .dns_port = 0, .clock_rate = clock_rate});
  if (const auto* problem = std::get_if<std::string>(&started)) {
    ADD_FAILURE() << *problem;
    return;
  }
  running_ = std::get<std::unique_ptr<RunningWorld>>(std::move(started));
}

std::uint16_t TestWorld::port(std::uint16_t world_port) const {
  for (const Bound& bound : running_->bound()) {
    if (!bound.host.empty() &&
        (world_port == 0 || bound.world_port == world_port)) {
      return bound.port;
    }
  }
  return 0;
}

std::string RootPem() { return Authority().RootPem(); }

}  // namespace fake
