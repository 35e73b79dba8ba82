// SPDX-License-Identifier: Apache-2.0
//
// Turns an Answer of the scenario into the Reply to one request.

#ifndef FAKE_SERVERS_HTTP_ANSWERING_H_
#define FAKE_SERVERS_HTTP_ANSWERING_H_

#include <string>

#include "http/asked.h"
#include "http/message.h"
#include "world/world.h"

namespace fake {

// What a request meets, besides the Answer.
struct Occasion {
  const Request& request;
  const Asked& asked;
  const std::string& host;             // The world's name of the server.
  const std::string& mailbox_address;  // Stands in where none was asked for.
};

// Whether `answer` is for every request alike. Else it is a template, for those
// only who speak a protocol.
[[nodiscard]] bool AnswersAnything(const Answer& answer);

// Whether a template can serve `occasion`; else the reply is an objection, in
// the protocol of the place asked.
[[nodiscard]] bool IsUnderstood(const Occasion& occasion);

[[nodiscard]] Reply MakeReply(const Answer& answer, const Occasion& occasion);

// Where nothing is.
[[nodiscard]] Reply NotFound();

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_ANSWERING_H_
