// SPDX-License-Identifier: Apache-2.0
//
// The names of public enumerators, as JSON and traces write them.

#include "autodiscover/error.h"
#include "autodiscover/outcome.h"
#include "autodiscover/policy.h"

namespace autodiscover {

std::string_view ToString(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidAddress:
      return "invalid_address";
    case ErrorCode::kAuthenticationFailed:
      return "authentication_failed";
    case ErrorCode::kRefusedByPolicy:
      return "refused_by_policy";
    case ErrorCode::kServerError:
      return "server_error";
    case ErrorCode::kTlsFailed:
      return "tls_failed";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kTimedOut:
      return "timed_out";
    case ErrorCode::kCancelled:
      return "cancelled";
  }
  return "unknown";
}

std::string_view ToString(TrustPath path) {
  switch (path) {
    case TrustPath::kTls:
      return "tls";
    case TrustPath::kV2:
      return "v2";
    case TrustPath::kDirectory:
      return "directory";
    case TrustPath::kSrv:
      return "srv";
    case TrustPath::kPlainHttp:
      return "plain_http";
  }
  return "unknown";
}

std::string_view ToString(Mender mender) {
  switch (mender) {
    case Mender::kDns:
      return "dns";
    case Mender::kNetwork:
      return "network";
    case Mender::kCertificate:
      return "certificate";
    case Mender::kWebServer:
      return "web_server";
    case Mender::kExchange:
      return "exchange";
    case Mender::kAccount:
      return "account";
    case Mender::kClient:
      return "client";
  }
  return "unknown";
}

std::string_view Describe(Mender mender) {
  switch (mender) {
    case Mender::kDns:
      return "who keeps the domain's DNS records";
    case Mender::kNetwork:
      return "who keeps the network: firewall, routing, name servers";
    case Mender::kCertificate:
      return "who installs the server's certificate";
    case Mender::kWebServer:
      return "who keeps the web server, or the proxy in front of it";
    case Mender::kExchange:
      return "who administers the mail server";
    case Mender::kAccount:
      return "who owns the account: address, login name, password";
    case Mender::kClient:
      return "who runs this program: allow it, or configure it otherwise";
  }
  return "";
}

std::string_view ToString(Source source) {
  switch (source) {
    case Source::kGivenEndpoint:
      return "given_endpoint";
    case Source::kLastGood:
      return "last_good";
    case Source::kScp:
      return "scp";
    case Source::kV2Host:
      return "v2_host";
    case Source::kRootDomain:
      return "root_domain";
    case Source::kAutodiscoverHost:
      return "autodiscover_host";
    case Source::kHttpRedirect:
      return "http_redirect";
    case Source::kSrv:
      return "srv";
  }
  return "unknown";
}

std::string_view ToString(Protocol protocol) {
  switch (protocol) {
    case Protocol::kPox:
      return "pox";
    case Protocol::kSoap:
      return "soap";
    case Protocol::kMobileSync:
      return "mobilesync";
    case Protocol::kDomainSettings:
      return "domain_settings";
    case Protocol::kV2:
      return "v2";
  }
  return "unknown";
}

std::string_view ToString(Service service) {
  switch (service) {
    case Service::kEws:
      return "ews";
    case Service::kMapi:
      return "mapi";
    case Service::kActiveSync:
      return "activesync";
  }
  return "unknown";
}

std::string_view ToString(AuthScheme scheme) {
  switch (scheme) {
    case AuthScheme::kBasic:
      return "basic";
    case AuthScheme::kDigest:
      return "digest";
    case AuthScheme::kNtlm:
      return "ntlm";
    case AuthScheme::kNegotiate:
      return "negotiate";
    case AuthScheme::kBearer:
      return "bearer";
  }
  return "unknown";
}

std::string_view ToString(Stage stage) {
  switch (stage) {
    case Stage::kPolicy:
      return "policy";
    case Stage::kDns:
      return "dns";
    case Stage::kConnect:
      return "connect";
    case Stage::kTls:
      return "tls";
    case Stage::kHttp:
      return "http";
    case Stage::kParse:
      return "parse";
    case Stage::kAnswer:
      return "answer";
  }
  return "unknown";
}

}  // namespace autodiscover
