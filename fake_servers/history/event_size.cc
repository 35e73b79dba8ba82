// SPDX-License-Identifier: Apache-2.0

#include "history/event_size.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace fake {
namespace {

struct Adder {
  std::size_t bytes = sizeof(Event);

  void Add(const std::string& text) { bytes += text.size(); }
  void Add(const std::vector<std::string>& list) {
    for (const std::string& text : list) {
      bytes += sizeof(text) + text.size();
    }
  }
  void Add(const std::vector<std::pair<std::string, std::string>>& headers) {
    for (const auto& [name, value] : headers) {
      bytes += 2 * sizeof(name) + name.size() + value.size();
    }
  }

  void operator()(const DnsEvent& event) {
    Add(event.name);
    Add(event.answers);
  }
  void operator()(const ConnectEvent& /*event*/) {}
  void operator()(const TlsEvent& event) {
    Add(event.sni);
    Add(event.reason);
  }
  void operator()(const RequestEvent& event) {
    for (const std::string* text :
         {&event.method, &event.target, &event.path, &event.query,
          &event.http_host, &event.body, &event.address, &event.user,
          &event.nearest, &event.difference}) {
      Add(*text);
    }
    Add(event.headers);
  }
  void operator()(const ReplyEvent& event) {
    Add(event.ews);
    Add(event.location);
    Add(event.headers);
  }
  void operator()(const LdapEvent& event) {
    Add(event.user);
    Add(event.base);
    Add(event.filter);
    Add(event.attributes);
  }
  void operator()(const CloseEvent& event) { Add(event.unread); }
  void operator()(const SecretEvent& event) { Add(event.where); }
};

}  // namespace

std::size_t SizeOf(const Event& event) {
  Adder adder;
  std::visit([&adder](const auto& known) { adder(known); }, event);
  return adder.bytes;
}

}  // namespace fake
