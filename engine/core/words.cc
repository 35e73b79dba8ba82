// SPDX-License-Identifier: Apache-2.0

#include "core/words.h"

#include <algorithm>
#include <array>

#include "base/strings.h"

namespace autodiscover::core {
namespace {

std::string Quote(std::string_view text) {
  return SafeText(Trim(text), kQuoteBytesMax);
}

std::string Because(std::string_view reason) {
  return reason.empty() ? "" : StrCat(": ", Quote(reason));
}

struct CodeWords {
  std::string_view code;
  std::string_view meaning;
  std::string_view advice;
  Mender mender = Mender::kExchange;
};

// Meanings from [MS-OXDSCLI] 2.2.4.1.1.3.2 and the SOAP reference.
constexpr std::array<CodeWords, 14> kCodes = {{
    {.code = "500",
     .meaning = "it does not know this address",
     .advice = "Check that the mailbox exists there and has this address.",
     .mender = Mender::kAccount},
    {.code = "501",
     .meaning = "it has no settings for this address",
     .advice = "Check that the mailbox is enabled."},
    {.code = "600",
     .meaning = "it did not understand the question",
     .advice =
         "This is a fault between this program and the server, not of the "
         "password. Report it.",
     .mender = Mender::kClient},
    {.code = "601",
     .meaning = "it does not offer settings for this kind of client",
     .advice = "Enable Autodiscover for Outlook clients on the server."},
    {.code = "602",
     .meaning = "its settings for this address are damaged",
     .advice = "Repair the mailbox's configuration on the server."},
    {.code = "603",
     .meaning = "it failed inside",
     .advice = "Look into the event log of the Exchange server."},
    {.code = "Status 1",
     .meaning = "its directory could not be asked",
     .advice = "Look into the event log of the Exchange server."},
    {.code = "Status 2",
     .meaning = "it could not look up the mailbox for a device",
     .advice = "Check that ActiveSync is enabled for the mailbox."},
    {.code = "InvalidUser",
     .meaning = "it does not know this address",
     .advice = "Check that the mailbox exists there and has this address.",
     .mender = Mender::kAccount},
    {.code = "InvalidRequest",
     .meaning = "it did not understand the question",
     .advice =
         "This is a fault between this program and the server, not of the "
         "password. Report it.",
     .mender = Mender::kClient},
    {.code = "InvalidDomain",
     .meaning = "it does not serve this domain",
     .advice = "Add the domain to the server's accepted domains."},
    {.code = "NotFederated",
     .meaning = "the domain is not federated with it",
     .advice = "Check the organisation's federation."},
    {.code = "ServerBusy",
     .meaning = "it is too busy",
     .advice = "Try again later."},
    {.code = "InternalServerError",
     .meaning = "it failed inside",
     .advice = "Look into the event log of the Exchange server."},
}};

Ending NotFound(Stage stage, std::string reason, std::string advice,
                Cause cause) {
  return {.stage = stage,
          .reason = std::move(reason),
          .advice = std::move(advice),
          .failure = ErrorCode::kNotFound,
          .cause = cause};
}

Ending ServerError(Stage stage, std::string reason, std::string advice,
                   Cause cause) {
  return {.stage = stage,
          .reason = std::move(reason),
          .advice = std::move(advice),
          .failure = ErrorCode::kServerError,
          .cause = cause};
}

Ending TlsEnding(const TransportFailure& failure, const Url& url) {
  if (failure.timed_out) {
    return NotFound(Stage::kTls,
                    StrCat(url.host,
                           " took the connection, but no protected session was "
                           "made in time",
                           Because(failure.reason)),
                    StrCat("Check that port ", url.port, " serves HTTPS."),
                    {Mender::kWebServer, "TIME-02"});
  }
  return {.stage = Stage::kTls,
          .reason = StrCat("no trusted connection to ", url.host,
                           Because(failure.reason)),
          .advice = StrCat("Install a certificate for ", url.host,
                           " from an authority that clients trust, or take "
                           "the name out of DNS."),
          .failure = ErrorCode::kTlsFailed,
          .cause = failure.bad_certificate
                       ? Cause{Mender::kCertificate, "TLS-01"}
                       : Cause{Mender::kWebServer, "TLS-05"}};
}

Ending BrokenAnswer(const TransportFailure& failure, const Url& url) {
  if (failure.too_large) {
    return ServerError(Stage::kHttp,
                       StrCat(url.host, " sent more than is accepted",
                              Because(failure.reason)),
                       "Look at what the server sends at this URL.",
                       {Mender::kWebServer, "SEC-02"});
  }
  const std::string_view what = failure.timed_out ? " did not answer in time"
                                                  : " gave no complete answer";
  return ServerError(
      Stage::kHttp, StrCat(url.host, what, Because(failure.reason)),
      "Check the web server, and any proxy in front of it.",
      {Mender::kWebServer, failure.timed_out ? "TIME-02" : "ERR-09"});
}

Ending RefusalEnding(const TransportFailure& failure, ErrorCode refusal) {
  return {.stage = Stage::kPolicy,
          .reason = Quote(failure.reason),
          .advice = refusal == ErrorCode::kRefusedByPolicy
                        ? "If that is as it should be, allow it."
                        : "Check the login that was given.",
          .failure = refusal,
          .cause = Cause{Mender::kClient, refusal == ErrorCode::kRefusedByPolicy
                                              ? "SEC-03"
                                              : "AUTH-17"}};
}

}  // namespace

Ending TransportEnding(const TransportFailure& failure, const Url& url) {
  if (failure.refusal) {
    return RefusalEnding(failure, *failure.refusal);
  }
  switch (failure.stage) {
    case Stage::kDns:
      return NotFound(Stage::kDns,
                      StrCat("the name ", url.host, " could not be looked up",
                             Because(failure.reason)),
                      StrCat("If Autodiscover should be here, add a DNS "
                             "record for ",
                             url.host, "."),
                      {Mender::kDns, "LOC-01"});
    case Stage::kTls:
      return TlsEnding(failure, url);
    case Stage::kHttp:
      return BrokenAnswer(failure, url);
    case Stage::kConnect:
    case Stage::kPolicy:
    case Stage::kParse:
    case Stage::kAnswer:
      break;
  }
  return NotFound(Stage::kConnect,
                  StrCat("no connection to ", url.host, " on port ", url.port,
                         Because(failure.reason)),
                  StrCat("If Autodiscover should be here, check that port ",
                         url.port, " is open."),
                  {Mender::kNetwork, failure.timed_out ? "TIME-02" : "LOC-03"});
}

Ending StatusEnding(int status, const Url& url) {
  constexpr std::array kNothingHere = {404, 405, 410, 501};
  if (std::ranges::find(kNothingHere, status) != kNothingHere.end()) {
    return NotFound(
        Stage::kHttp,
        StrCat(url.host, " has no Autodiscover here (status ", status, ")"), "",
        {Mender::kWebServer, "ERR-01"});
  }
  const std::string_view advice =
      status >= 500 ? "Look into the log of the web server; try again later."
                    : "Check which requests the web server lets through to "
                      "Autodiscover.";
  return ServerError(
      Stage::kHttp,
      StrCat(url.host, " answered with the error status ", status),
      std::string(advice), {Mender::kWebServer, "ERR-01"});
}

Ending LoginEnding(const Url& url, std::string_view why,
                   std::string_view advice, Cause cause) {
  return {.stage = Stage::kHttp,
          .reason = StrCat(url.host, " asks for a login, ", why),
          .advice = std::string(advice),
          .failure = ErrorCode::kAuthenticationFailed,
          .cause = cause};
}

Ending NoTicketEnding(const TransportFailure& failure, const Url& url) {
  if (failure.no_ticket == NoTicket::kPasswordRejected) {
    return LoginEnding(url,
                       StrCat("and the Kerberos server (KDC) does not accept "
                              "the user name and password",
                              Because(failure.reason)),
                       "Check the password, and whether the account is locked "
                       "or its password has expired.",
                       {Mender::kAccount, "AUTH-06"});
  }
  return LoginEnding(
      url,
      StrCat("and there is no Kerberos ticket for it", Because(failure.reason)),
      StrCat("Get a ticket (kinit), and check that the realm knows the service "
             "HTTP/",
             url.host, "."),
      {Mender::kClient, "AUTH-11"});
}

Ending NoNtlmEnding(const TransportFailure& failure, const Url& url) {
  return LoginEnding(
      url,
      StrCat("and NTLM cannot be spoken inside Negotiate",
             Because(failure.reason)),
      "Let the server offer NTLM by its own name too, or turn Kerberos on.",
      {Mender::kClient, "AUTH-02"});
}

Ending ErrorEnding(const codec::ErrorAnswer& error, const Url& url) {
  const auto* const known = std::ranges::find_if(
      kCodes, [&](const CodeWords& words) { return words.code == error.code; });
  const bool is_known = known != kCodes.end();
  return ServerError(
      Stage::kAnswer,
      StrCat(url.host, " answered with error ", Quote(error.code),
             is_known ? StrCat(": ", known->meaning) : "",
             error.message.empty()
                 ? ""
                 : StrCat(" (\"", Quote(error.message), "\")")),
      std::string(is_known ? known->advice
                           : "Look into the event log of the server."),
      {is_known ? known->mender : Mender::kExchange,
       is_known && known->mender == Mender::kClient ? "ERR-06" : "ERR-03"});
}

Ending NoAnswerEnding(const codec::NoAnswer& answer, const Url& url) {
  const std::string reason =
      StrCat("the answer of ", url.host, " ", answer.why);
  if (answer.foreign) {
    return NotFound(Stage::kParse, reason, "", {Mender::kWebServer, "ERR-02"});
  }
  return ServerError(Stage::kParse, reason,
                     "Look at what the server sends at this URL.",
                     {Mender::kWebServer, "ERR-02"});
}

Ending BadRedirectEnding(const Url& url, const Error& why) {
  return {.stage = Stage::kHttp,
          .reason = StrCat("the redirect of ", url.host,
                           " cannot be followed: ", why.message),
          .advice = "Correct the redirect on the server.",
          .failure = why.code,
          .cause = Cause{Mender::kWebServer, "RED-05"}};
}

Ending TooManyRedirects(int redirects_max) {
  return {.stage = Stage::kPolicy,
          .reason = StrCat("there were more than ", redirects_max,
                           " redirects, so this one is not followed"),
          .advice = "Check where the servers redirect to.",
          .failure = ErrorCode::kRefusedByPolicy,
          .cause = Cause{Mender::kWebServer, "RED-12"}};
}

Ending ForeignAddressEnding(const Url& url, std::string_view address) {
  return {.stage = Stage::kPolicy,
          .reason = StrCat(url.host, " is at ", address,
                           ", where this search may not be led to"),
          .advice = "If that is as it should be, allow it.",
          .failure = ErrorCode::kRefusedByPolicy,
          .cause = Cause{Mender::kDns, "SEC-03"}};
}

Ending NoExchangeEnding(const Url& url) {
  return NotFound(Stage::kAnswer,
                  StrCat(url.host,
                         " describes a mailbox that is not on an "
                         "Exchange server (IMAP or POP only)"),
                  "", {Mender::kAccount, "ERR-12"});
}

Ending NoEndpointEnding(const Url& url, std::string_view what) {
  return NotFound(
      Stage::kAnswer,
      StrCat("the settings from ", url.host, " have no ", what, " in them"),
      "Set the external URL of the service's virtual directory.",
      {Mender::kExchange, "ERR-12"});
}

Ending UnsafeUrlEnding(const Url& url, std::string_view service,
                       std::string_view service_url) {
  return {.stage = Stage::kPolicy,
          .reason = StrCat(
              "the ", service, " address that ", url.host,
              " gives is not a protected one (https): ", Quote(service_url)),
          .advice = StrCat("Set the external URL of the ", service,
                           " virtual directory to an https:// URL."),
          .failure = ErrorCode::kRefusedByPolicy,
          .cause = Cause{Mender::kExchange, "POX-18"}};
}

Ending NotFollowed(const Url& url) {
  return Continues(StrCat(url.host,
                          " redirects, but the settings are there already, so "
                          "it is not followed for the rest of them"));
}

Ending AskedBefore() {
  return {
      .stage = Stage::kPolicy,
      .reason = "this was asked before in this run, so it is not asked again"};
}

Ending NotReachedBefore(const Url& url, std::optional<ErrorCode> kind) {
  return {.stage = Stage::kPolicy,
          .reason = StrCat(url.Origin(),
                           " could not be reached before, so it is not tried "
                           "again"),
          .failure = kind,
          .cause = Cause{Mender::kNetwork, "TIME-01"}};
}

Ending Continues(std::string reason) { return {.reason = std::move(reason)}; }

}  // namespace autodiscover::core
