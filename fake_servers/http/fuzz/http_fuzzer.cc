// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are a request with a reply, or no request. A template that answers
// them is well-formed XML or JSON, whatever the request put into it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "http/answering.h"
#include "http/request_head.h"
#include "http/service_behaviour.h"

namespace {

void Require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

fake::World TestWorld() {
  fake::World world;
  world.mailbox.address = "ann@corp.test";
  world.accounts = {{"ann@corp.test", "correct horse"}};
  fake::Service service;
  service.script = {{.reply = fake::ReplyKind::kSettings}};
  fake::Route route;
  route.match.method = "PUT";
  route.script = {{.location = "https://mail.corp.test{path}?{address}"}};
  service.routes = {route};
  world.hosts = {{.name = "mail.corp.test", .services = {service}}};
  return world;
}

void CheckReply(const fake::Reply& reply) {
  Require(reply.status >= 100);
  const auto location = fake::FindHeader(reply.headers, "Location");
  Require(!location || location->find_first_of("\r\n") == std::string::npos);
  const auto type = fake::FindHeader(reply.headers, "Content-Type");
  if (type && type->starts_with("text/xml")) {
    pugi::xml_document document;
    Require(document.load_buffer(reply.body.data(), reply.body.size()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const fake::World world = TestWorld();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto length = fake::HeadLength(bytes);
  if (!length) {
    return 0;
  }
  Require(*length <= size);
  auto request = fake::ParseHead(bytes.substr(0, *length));
  if (!request) {
    return 0;
  }
  request->body = bytes.substr(*length);
  const std::string plain =
      fake::PlainHead(*request, fake::FramingOf(*request));
  Require(fake::HeadLength(plain) == plain.size());
  Require(fake::ParseHead(plain).has_value());
  fake::Directory directory(world.accounts);
  fake::Board board;
  fake::ServiceBehaviour behaviour(
      world, world.hosts[0], world.hosts[0].services[0], directory, board);
  fake::Negotiation connection;
  CheckReply(behaviour.Judge(*request, connection).reply);
  return 0;
}
