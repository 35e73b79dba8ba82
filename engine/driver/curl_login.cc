// SPDX-License-Identifier: Apache-2.0
//
// The part of CurlTransfer that logs in by several legs.

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/strings.h"
#include "driver/curl_transfer.h"

namespace autodiscover::driver {

// libcurl speaks the legs. It sends the body with the last one only, and takes
// the connection that was challenged, if it is still open.
void CurlTransfer::SetNtlm() {
  if (!exchange_.proof.ntlm) {
    return;
  }
  guard_.emplace();
  Set(CURLOPT_HTTPAUTH, CURLAUTH_NTLM);
  Set(CURLOPT_USERNAME, exchange_.proof.ntlm->username.c_str());
  Set(CURLOPT_PASSWORD, exchange_.proof.ntlm->password.Reveal().c_str());
  exchange_.proof.ntlm.reset();
}

// The legs have a pool of connections of their own: libcurl, which knows
// nothing of this login, would let anybody else in between.
void CurlTransfer::SetFirstLeg() {
  legs_ = std::move(exchange_.proof.inside_negotiate);
  if (!legs_) {
    return;
  }
  guard_.emplace();
  own_connections_.reset(curl_share_init());
  ok_ = ok_ && own_connections_ != nullptr &&
        curl_share_setopt(own_connections_.get(), CURLSHOPT_SHARE,
                          CURL_LOCK_DATA_CONNECT) == CURLSHE_OK;
  Set(CURLOPT_SHARE, own_connections_.get());
  exchange_.proof.header = Secret(std::string(legs_->first().Reveal()));
  SetHeaders();
  // The request itself comes with the last leg.
  if (exchange_.request.method == "POST") {
    Set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t{0});
  }
}

bool CurlTransfer::SetLastLeg() {
  Result<Secret> answer = legs_->Answer(guard_->challenge(), binding_);
  legs_.reset();
  if (!answer) {
    no_login_ = NoLogin(answer.error());
    no_login_->peer_address = StrCat(Ask<const char*>(CURLINFO_PRIMARY_IP));
    return false;
  }
  exchange_.proof.header = std::move(*answer);
  SetHeaders();
  SetRequest();
  const auto spent =
      std::chrono::microseconds(Ask<curl_off_t>(CURLINFO_TOTAL_TIME_T));
  const auto left =
      exchange_.limit -
      std::chrono::duration_cast<std::chrono::milliseconds>(spent);
  // Not 0, which means "no limit".
  Set(CURLOPT_TIMEOUT_MS, std::max(static_cast<long>(left.count()), 1L));
  return ok_;
}

bool CurlTransfer::NextLeg(CURLcode code) {
  if (!legs_ || code != CURLE_OK || !guard_->why().empty()) {
    return false;
  }
  const long status = Ask<long>(CURLINFO_RESPONSE_CODE);
  // A question without its body has been answered: nothing came of that.
  const bool pointless = status < 300 && exchange_.request.method == "POST";
  constexpr long kUnauthorized = 401;
  return (status == kUnauthorized || pointless) && SetLastLeg();
}

}  // namespace autodiscover::driver
