// SPDX-License-Identifier: Apache-2.0
//
// What went wrong, in words that a mailbox administrator understands, with what
// to do about it (ERR-07). Server text comes out neutralised (SEC-07).

#ifndef AUTODISCOVER_CORE_WORDS_H_
#define AUTODISCOVER_CORE_WORDS_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"
#include "codec/answer.h"
#include "core/step.h"
#include "core/trace.h"

namespace autodiscover::core {

// No answer came from `url`.
Ending TransportEnding(const TransportFailure& failure, const Url& url);
// An answer with a status that is neither success, redirect nor challenge.
Ending StatusEnding(int status, const Url& url);
// A 401 that cannot be answered: `why` completes "HOST asks for a login, ".
Ending LoginEnding(const Url& url, std::string_view why,
                   std::string_view advice,
                   Cause cause = {Mender::kAccount, "AUTH-06"});
// No Kerberos ticket for `url`: see failure.no_ticket.
Ending NoTicketEnding(const TransportFailure& failure, const Url& url);
// NTLM could not be spoken inside Negotiate with `url`.
Ending NoNtlmEnding(const TransportFailure& failure, const Url& url);
// The server's own error.
Ending ErrorEnding(const codec::ErrorAnswer& error, const Url& url);
// A 200 that is no Autodiscover answer.
Ending NoAnswerEnding(const codec::NoAnswer& answer, const Url& url);
// A redirect whose target cannot be used; `why.message` says of the target what
// is wrong with it.
Ending BadRedirectEnding(const Url& url, const Error& why);
Ending TooManyRedirects(int redirects_max);
// The answer came from an address where the chain may not go (SEC-04).
Ending ForeignAddressEnding(const Url& url, std::string_view address);
// Settings that are no use: POX-20, ERR-12, POX-18.
Ending NoExchangeEnding(const Url& url);
// `what`: "EWS address".
Ending NoEndpointEnding(const Url& url, std::string_view what);
Ending UnsafeUrlEnding(const Url& url, std::string_view service,
                       std::string_view service_url);
// A redirect of an endpoint that is asked only for the rest of what is wanted.
Ending NotFollowed(const Url& url);
// A URL that is not asked twice in a run, and one whose host was not there the
// first time. What that counts as is for the caller to say.
Ending AskedBefore();
Ending NotReachedBefore(const Url& url, std::optional<ErrorCode> kind);
// Something else came of the attempt.
Ending Continues(std::string reason);

// The longest piece of server text that is quoted.
inline constexpr std::size_t kQuoteBytesMax = 300;

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_WORDS_H_
