// SPDX-License-Identifier: Apache-2.0

#include "driver/curl_transfer.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "autodiscover/version.h"

#include "base/host_name.h"
#include "base/ip_address.h"
#include "base/strings.h"
#include "driver/certificate_exception.h"
#include "driver/channel_binding.h"
#include "driver/connect_to.h"
#include "driver/http_facts.h"

namespace autodiscover::driver {
namespace {

// RFC 8305, section 5 recommends this for the next connection attempt.
constexpr long kNextFamilyAfterMs = 250;

bool HasHeader(const core::Headers& headers, std::string_view name) {
  return std::ranges::any_of(headers, [name](const auto& header) {
    return EqualsIgnoreCase(header.first, name);
  });
}

// "+corp.test:443:[2001:db8::1],192.0.2.1", as CURLOPT_RESOLVE takes it. With
// the plus libcurl forgets it after a while, which a run among a million needs.
std::string ResolveEntry(const Url& url,
                         const std::vector<std::string>& addresses) {
  std::string entry = StrCat("+", url.host, ":", url.port, ":");
  bool first = true;
  for (const std::string& address : addresses) {
    const bool ipv6 = address.find(':') != std::string::npos;
    entry.append(first ? "" : ",")
        .append(ipv6 ? StrCat("[", address, "]") : address);
    first = false;
  }
  return entry;
}

// A line end in a header would begin another header (SEC-08).
bool IsHeaderSafe(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) ==
         std::string_view::npos;
}

}  // namespace

CurlTransfer::CurlTransfer(Exchange exchange, const Network& network,
                           TrustStore& trust, CURLSH* share)
    : exchange_(std::move(exchange)),
      exceptions_(network.certificate_exceptions),
      trust_(trust),
      answer_({.body_bytes_max = exchange_.request.body_bytes_max,
               .header_bytes_max = exchange_.request.header_bytes_max,
               .headers_max = exchange_.request.headers_max}),
      seen_(std::make_shared<TlsFacts>()),
      handle_(curl_easy_init()) {
  const Result<Url> url = ParseUrl(exchange_.request.url);
  ok_ = handle_ != nullptr && url.has_value();
  if (!ok_) {
    return;
  }
  Set(CURLOPT_SHARE, share);
  SetTarget(*url, network);
  SetProxy(network);
  SetRequest();
  SetHeaders();
  SetNtlm();
  SetFirstLeg();
  SetTls(*url);
  SetReceivers();
}

void CurlTransfer::SetTarget(const Url& url, const Network& network) {
  Set(CURLOPT_URL, exchange_.request.url.c_str());
  Set(CURLOPT_PROTOCOLS_STR, url.IsHttps() ? "https" : "http");
  Set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  Set(CURLOPT_PATH_AS_IS, 1L);  // The core has normalised it.
  Set(CURLOPT_FOLLOWLOCATION, 0L);
  Set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  Set(CURLOPT_NOSIGNAL, 1L);
  Set(CURLOPT_TCP_NODELAY, 1L);
  Set(CURLOPT_CONNECTTIMEOUT_MS,
      static_cast<long>(exchange_.connect_limit.count()));
  Set(CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, kNextFamilyAfterMs);
  Set(CURLOPT_TIMEOUT_MS, static_cast<long>(exchange_.limit.count()));
  if (!exchange_.addresses.empty()) {
    ok_ = ok_ && addresses_.Add(ResolveEntry(url, exchange_.addresses));
    Set(CURLOPT_RESOLVE, addresses_.get());
  }
  const auto entry = FindConnectTo(network.connect_to, url);
  checks_peer_ = !entry && network.proxy.empty();
  if (entry) {
    ok_ = ok_ && connect_to_.Add(*entry);
    Set(CURLOPT_CONNECT_TO, connect_to_.get());
  }
}

void CurlTransfer::SetProxy(const Network& network) {
  // An empty proxy turns off those of the environment too.
  Set(CURLOPT_PROXY, network.proxy.c_str());
  Set(CURLOPT_NOPROXY, "");
  Set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  Set(CURLOPT_PREREQFUNCTION, &CurlTransfer::OnRequest);
  Set(CURLOPT_PREREQDATA, this);
}

void CurlTransfer::SetRequest() {
  const core::SendHttp& request = exchange_.request;
  Set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  // A server may take the ticket for the whole connection, and a session may
  // have another user next. (NTLM's connections libcurl keeps apart itself.)
  if (request.login && request.login->scheme == AuthScheme::kNegotiate) {
    Set(CURLOPT_FORBID_REUSE, 1L);
  }
  if (request.method == "POST") {
    Set(CURLOPT_POST, 1L);
    Set(CURLOPT_POSTFIELDSIZE_LARGE,
        static_cast<curl_off_t>(request.body.size()));
    Set(CURLOPT_POSTFIELDS, request.body.c_str());
  } else if (request.method != "GET") {
    Set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  // Decoding is switched on and the offer is then removed from the request (see
  // SetHeaders): what is sent encoded although nobody asked is still read.
  Set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
}

void CurlTransfer::SetHeaders() {
  const auto add = [this](std::string_view name, std::string_view value) {
    // libcurl reads "Name:" as "do not send it", "Name;" as "empty".
    const Secret line(value.empty() ? StrCat(name, ";")
                                    : StrCat(name, ": ", value));
    ok_ = ok_ && IsHeaderSafe(line.Reveal()) && headers_->Add(line.Reveal());
  };
  headers_.emplace();
  for (const auto& [name, value] : exchange_.request.headers) {
    add(name, value);
  }
  if (!HasHeader(exchange_.request.headers, "User-Agent")) {
    add("User-Agent", StrCat("autodiscover/", kVersion));
  }
  if (exchange_.proof.header) {
    add("Authorization", exchange_.proof.header->Reveal());
    exchange_.proof.header.reset();
  }
  ok_ = ok_ && headers_->Add("Accept-Encoding:") && headers_->Add("Expect:");
  Set(CURLOPT_HTTPHEADER, headers_->get());
}

void CurlTransfer::SetTls(const Url& url) {
  Set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  Set(CURLOPT_SSL_VERIFYPEER, 1L);
  // Where there is an exception for a certificate, OpenSSL alone compares the
  // name (see OnTlsContext): libcurl knows no exceptions.
  Set(CURLOPT_SSL_VERIFYHOST, HasException(exceptions_, url.host) ? 0L : 2L);
  // libcurl reads none: OnTlsContext gives those that were read before.
  Set(CURLOPT_CAINFO, nullptr);
  Set(CURLOPT_CAPATH, nullptr);
  tls_name_ = url.host;
  // OpenSSL is told the name as well. libcurl would compare it only after the
  // handshake, when the server already takes the connection for a good one.
  Set(CURLOPT_SSL_CTX_FUNCTION, &CurlTransfer::OnTlsContext);
  Set(CURLOPT_SSL_CTX_DATA, this);
}

void CurlTransfer::SetReceivers() {
  Set(CURLOPT_ERRORBUFFER, detail_.data());
  Set(CURLOPT_MAXFILESIZE_LARGE,
      static_cast<curl_off_t>(exchange_.request.body_bytes_max));
  Set(CURLOPT_HEADERFUNCTION, &CurlTransfer::OnHeader);
  Set(CURLOPT_HEADERDATA, this);
  Set(CURLOPT_WRITEFUNCTION, &CurlTransfer::OnBody);
  Set(CURLOPT_WRITEDATA, this);
}

std::size_t CurlTransfer::OnHeader(const char* data, std::size_t size,
                                   std::size_t count, void* self) {
  const std::size_t bytes = size * count;
  auto& transfer = *static_cast<CurlTransfer*>(self);
  const bool goes_on =
      transfer.answer_.AddHeaderLine({data, bytes}) &&
      (!transfer.guard_ || transfer.guard_->OnHeaderLine({data, bytes}));
  // Anything but `bytes` ends the transfer.
  return goes_on ? bytes : bytes + 1;
}

// The connection stands, nothing was sent yet: the last moment to think better
// of it.
int CurlTransfer::OnRequest(void* self, char* peer, char* /*local*/,
                            int /*peer_port*/, int local_port) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  transfer.NoteConnection();
  transfer.facts_.local_port = local_port;
  const AddressKind kind = KindOfAddress(peer).value_or(AddressKind::kLocal);
  if (transfer.checks_peer_ &&
      kind > transfer.exchange_.request.widest_address) {
    transfer.refusal_ =
        StrCat("the connection leads to ", peer, ", which is not allowed");
    return CURL_PREREQFUNC_ABORT;
  }
  const bool goes_on =
      !transfer.guard_ ||
      transfer.guard_->OnLeg(local_port, transfer.answer_.started());
  return goes_on ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

// libcurl tells of the connection only while the exchange has one.
void CurlTransfer::NoteConnection() {
  facts_.reused = Ask<long>(CURLINFO_NUM_CONNECTS) == 0;
  const auto* tls = Ask<const curl_tlssessioninfo*>(CURLINFO_TLS_SSL_PTR);
  if (tls != nullptr && tls->backend == CURLSSLBACKEND_OPENSSL &&
      tls->internals != nullptr) {
    const auto* connection = static_cast<const SSL*>(tls->internals);
    facts_.tls = FactsOf(connection);
    if (legs_) {
      binding_ = EndPointBinding(connection);
    }
  }
}

std::size_t CurlTransfer::OnBody(const char* data, std::size_t size,
                                 std::size_t count, void* self) {
  const std::size_t bytes = size * count;
  auto& answer = static_cast<CurlTransfer*>(self)->answer_;
  return answer.AddBody({data, bytes}) ? bytes : bytes + 1;
}

CURLcode CurlTransfer::OnTlsContext(CURL* /*handle*/, void* context,
                                    void* self) {
  const auto& transfer = *static_cast<CurlTransfer*>(self);
  std::string name = transfer.tls_name_;
  auto* tls = static_cast<SSL_CTX*>(context);
  if (!transfer.trust_.GiveTo(tls)) {
    return CURLE_SSL_CACERT_BADFILE;
  }
  if (!WatchChain(tls, transfer.exceptions_, transfer.seen_)) {
    return CURLE_OUT_OF_MEMORY;
  }
  X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(tls);
  X509_VERIFY_PARAM_set_hostflags(parameters,
                                  X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  int done = 0;
  if (IsAddressLiteral(name)) {
    if (name.starts_with('[')) {
      name = name.substr(1, name.size() - 2);
    }
    done = X509_VERIFY_PARAM_set1_ip_asc(parameters, name.c_str());
  } else {
    done = X509_VERIFY_PARAM_set1_host(parameters, name.data(), name.size());
  }
  return done == 1 ? CURLE_OK : CURLE_SSL_CONNECT_ERROR;
}

bool CurlTransfer::StoppedAtABound(CURLcode code) const {
  if (code == CURLE_OUT_OF_MEMORY) {
    // So libcurl 7.88 calls a header line beyond its own bound of 100 KiB.
    return answer_.started() && !answer_.header_complete();
  }
  return answer_.too_large() || code == CURLE_FILESIZE_EXCEEDED;
}

CurlFacts CurlTransfer::Facts(CURLcode code) const {
  const bool reused = Ask<long>(CURLINFO_NUM_CONNECTS) == 0 &&
                      Ask<curl_off_t>(CURLINFO_PRETRANSFER_TIME_T) > 0;
  return {
      .code = code,
      .verify_result = Ask<long>(CURLINFO_SSL_VERIFYRESULT),
      .system_error = Ask<long>(CURLINFO_OS_ERRNO),
      .over_tls = exchange_.request.url.starts_with("https://"),
      .connected = reused || Ask<curl_off_t>(CURLINFO_CONNECT_TIME_T) > 0,
      .handshake_done =
          reused || Ask<curl_off_t>(CURLINFO_APPCONNECT_TIME_T) > 0,
      .answer_started = answer_.started(),
      .proxy_status = Ask<long>(CURLINFO_HTTP_CONNECTCODE),
      .answer_too_large = StoppedAtABound(code),
      .detail = detail_.data(),
      .peer_address = StrCat(Ask<const char*>(CURLINFO_PRIMARY_IP)),
  };
}

core::Report CurlTransfer::Finish(CURLcode code) {
  core::Report report = FinishWith(code);
  if (!facts_.tls && !seen_->verdict.empty()) {
    facts_.tls = *seen_;  // No connection came of it.
  }
  if (facts_.local_port != 0) {  // Otherwise nothing was sent.
    facts_.http =
        HttpFactsOf(exchange_.request, std::get_if<core::HttpAnswer>(&report));
  }
  std::visit([this](auto& told) { told.facts = std::move(facts_); }, report);
  return report;
}

core::Report CurlTransfer::FinishWith(CURLcode code) {
  if (code == CURLE_OK && !answer_.header_complete()) {
    code = CURLE_PARTIAL_FILE;
  }
  const CurlFacts facts = Facts(code);
  if (!refusal_.empty()) {
    return core::TransportFailure{.stage = Stage::kPolicy,
                                  .refusal = ErrorCode::kRefusedByPolicy,
                                  .reason = refusal_,
                                  .peer_address = facts.peer_address};
  }
  if (no_login_) {
    return *no_login_;
  }
  if (guard_ && code == CURLE_OK) {
    guard_->OnEnd();
  }
  if (guard_ && !guard_->why().empty()) {
    return core::TransportFailure{.stage = Stage::kHttp,
                                  .reason = guard_->why(),
                                  .peer_address = facts.peer_address};
  }
  if (code != CURLE_OK) {
    return FromCurl(facts);
  }
  core::HttpAnswer answer = answer_.Take(
      static_cast<int>(Ask<long>(CURLINFO_RESPONSE_CODE)), facts.peer_address);
  if (checks_peer_) {
    answer.reached =
        KindOfAddress(facts.peer_address).value_or(AddressKind::kLocal);
  }
  return answer;
}

}  // namespace autodiscover::driver
