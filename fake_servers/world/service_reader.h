// SPDX-License-Identifier: Apache-2.0
//
// Reads a SERVICE of the format: what listens on a port.

#ifndef FAKE_SERVERS_WORLD_SERVICE_READER_H_
#define FAKE_SERVERS_WORLD_SERVICE_READER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "world/answer_reader.h"
#include "world/fields.h"
#include "world/world.h"

namespace fake {

struct ServiceDraft {
  Service service;
  AnswersDraft answers;
};

struct RouteDraft {
  Route route;
  AnswersDraft answers;
};

[[nodiscard]] const FieldTable<ServiceDraft>& ServiceFields();
[[nodiscard]] const FieldTable<RouteDraft>& RouteFields();
[[nodiscard]] const FieldTable<Match>& MatchFields();

// `by_default`: the TLS of a service that says nothing about it. Whoever needs
// the places where authentication is demanded gives `demands`.
[[nodiscard]] Service ReadService(const Cursor& at, std::uint16_t port,
                                  const std::optional<Tls>& by_default,
                                  std::vector<Cursor>& demands);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_SERVICE_READER_H_
