// SPDX-License-Identifier: Apache-2.0
//
// Answers the HTTP requests of one connection as the service's behaviour says,
// and lets the witness see them.

#ifndef FAKE_SERVERS_HTTP_SERVICE_SESSION_H_
#define FAKE_SERVERS_HTTP_SERVICE_SESSION_H_

#include <functional>
#include <string>
#include <string_view>

#include "auth/negotiation.h"
#include "http/board.h"
#include "http/http_session.h"
#include "http/service_behaviour.h"
#include "http/witness.h"
#include "wire/unique_fd.h"

namespace fake {

class ServiceSession : public SessionHandler {
 public:
  using Dialer = std::function<UniqueFd(const Upstream&)>;

  // The references must outlive it. `binding`: the hash of the certificate
  // below; empty: there is none.
  ServiceSession(ServiceBehaviour& behaviour, Board& board, double clock_rate,
                 Witness witness, std::string binding, Dialer dialer);

  Reply OnRequest(const Request& request, std::string_view raw) override;
  UniqueFd Dial(const Upstream& upstream) override;
  void BeforeReply(const Reply& reply) override;
  void OnReply(const Reply& reply, const SentReply& sent) override;

 private:
  ServiceBehaviour& behaviour_;
  Board& board_;
  const double clock_rate_;
  Witness witness_;
  Negotiation negotiation_;
  const Dialer dialer_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_SERVICE_SESSION_H_
