// SPDX-License-Identifier: Apache-2.0
//
// The part of EndpointChain that hears an error, and what may still be tried
// after it.

#include <utility>

#include "base/strings.h"
#include "codec/soap.h"
#include "core/endpoint_chain.h"
#include "core/wanted.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

bool IsSoap(Protocol protocol) {
  return protocol == Protocol::kSoap || protocol == Protocol::kDomainSettings;
}

}  // namespace

ChainResult EndpointChain::OnError(const codec::ErrorAnswer& error,
                                   Timestamp now) {
  // Only with a login is it this chain's turn, so that it does not matter which
  // server was the fastest.
  if (state_ == State::kLogIn && run_.users.empty() && !error.users.empty()) {
    run_.users = error.users;
    Refine(run_.policy, run_.users);
  }
  if (std::optional<ChainResult> otherwise = AskOtherwise(error, now)) {
    return *std::move(otherwise);
  }
  if (IsSoap(protocol_) && error.code == "ServerBusy" && !again_ && !found_ &&
      run_.policy.busy_wait.count() > 0) {
    return AskLater(error, now);
  }
  return Fail(ErrorEnding(error, url_), now);
}

std::optional<ChainResult> EndpointChain::AskOtherwise(
    const codec::ErrorAnswer& error, Timestamp now) {
  if (IsSoap(protocol_) && soap_version_ == codec::kSoapOldestVersion &&
      codec::IsVersionRefused(error)) {
    soap_version_ = codec::VersionInstead(error);
    // A nonce of Digest is for one request.
    if (login_ && login_->scheme == AuthScheme::kDigest) {
      login_.reset();
    }
    Become(State::kAskAgain,
           Continues(StrCat(url_.host, " does not take the version ",
                            codec::kSoapOldestVersion, " of the protocol; ",
                            soap_version_, " is asked for instead")),
           now);
    return GoesOn{};
  }
  // So POX answers a token of an application, whoever it is asked about
  // (AUTH-15).
  const Url soap = WithExtension(url_, Protocol::kSoap);
  if (protocol_ == Protocol::kPox && state_ == State::kLogIn &&
      login_->scheme == AuthScheme::kBearer && error.code == "500" && !found_ &&
      !run_.ledger.WasVisited(
          Ledger::Place(Protocol::kSoap, soap, run_.address))) {
    protocol_ = Protocol::kSoap;
    url_ = soap;
    login_.reset();
    Become(State::kEnter, ErrorEnding(error, url_), now);
    return GoesOn{};
  }
  return std::nullopt;
}

ChainResult EndpointChain::AskLater(const codec::ErrorAnswer& error,
                                    Timestamp now) {
  Become(State::kEnded, ErrorEnding(error, url_), now);
  run_.ledger.Leave(Ledger::Place(protocol_, url_, run_.address));
  return Later{
      .candidate = {.source = source_,
                    .trust = trust_,
                    // Where it led to is as trusted as before.
                    .parent = derived_ ? -1 : attempt_,
                    .again = true,
                    .place = Endpoint{.protocol = protocol_, .url = url_}}};
}

}  // namespace autodiscover::core
