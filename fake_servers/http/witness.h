// SPDX-License-Identifier: Apache-2.0
//
// Writes the requests and replies of one connection into the transcript,
// without their secrets, and says where the secrets were.

#ifndef FAKE_SERVERS_HTTP_WITNESS_H_
#define FAKE_SERVERS_HTTP_WITNESS_H_

#include <cstdint>
#include <string_view>

#include "history/secret_finder.h"
#include "history/transcript.h"
#include "http/http_session.h"
#include "http/message.h"
#include "http/service_behaviour.h"

namespace fake {

// Used by one thread. The references must outlive it.
class Witness {
 public:
  Witness(Transcript& transcript, const SecretFinder& secrets, Place place,
          bool tls);

  void SawRequest(const Request& request, std::string_view raw,
                  const Judgement& judgement);

  // Of the last request.
  void SawReply(const Reply& reply, const SentReply& sent);

 private:
  [[nodiscard]] RequestEvent Describe(const Request& request,
                                      const Judgement& judgement) const;
  void Clean(RequestEvent& event) const;
  [[nodiscard]] SecretEvent EventIn(const std::string& where,
                                    std::int64_t event) const;
  void RecordSecrets(const Request& request, std::string_view raw,
                     std::int64_t event);
  void RecordAddressesOf(const Request& request, Protocol protocol,
                         std::int64_t event);

  Transcript& transcript_;
  const SecretFinder& secrets_;
  Place place_;
  bool tls_;
  std::int64_t request_ = 0;  // seq of the last one
};

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_WITNESS_H_
