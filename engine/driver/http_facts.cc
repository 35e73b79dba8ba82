// SPDX-License-Identifier: Apache-2.0

#include "driver/http_facts.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/strings.h"
#include "base/url.h"
#include "codec/www_authenticate.h"

namespace autodiscover::driver {
namespace {

constexpr std::size_t kValueBytesMax = 200;
constexpr std::size_t kHeadersMax = 20;

// Which software answered, by way of which; what a redirect and a busy server
// say. The rest may hold anything, cookies and tickets among it.
constexpr std::array<std::string_view, 14> kShown = {"server",
                                                     "via",
                                                     "x-powered-by",
                                                     "x-aspnet-version",
                                                     "x-feserver",
                                                     "x-beserver",
                                                     "x-calculatedbetarget",
                                                     "x-owa-version",
                                                     "x-diaginfo",
                                                     "request-id",
                                                     "retry-after",
                                                     "location",
                                                     "content-type",
                                                     "www-authenticate"};

// "Basic", "NTLM": what comes behind may be a ticket.
std::string SchemesOf(std::string_view value) {
  std::string schemes;
  for (const codec::Challenge& challenge : codec::ParseWwwAuthenticate(value)) {
    schemes.append(schemes.empty() ? "" : ", ").append(challenge.scheme);
  }
  return schemes;
}

// Without a user name, a password or a query that a URL may bring along.
std::string PlaceOf(std::string_view location) {
  const std::size_t end = location.find_first_of("?#");
  std::string place(location.substr(0, end));
  const std::size_t authority = place.find("//");
  if (authority != std::string::npos) {
    const std::size_t host = authority + 2;
    const std::size_t at = place.substr(0, place.find('/', host)).rfind('@');
    if (at != std::string::npos && at >= host) {
      place.erase(host, at + 1 - host);
    }
  }
  return place + (end == std::string_view::npos ? "" : "?…");
}

std::string Shown(std::string_view name, std::string_view value) {
  if (name == "www-authenticate") {
    return SchemesOf(value);
  }
  return name == "location" ? PlaceOf(value) : std::string(value);
}

}  // namespace

HttpFacts HttpFactsOf(const core::SendHttp& request,
                      const core::HttpAnswer* answer) {
  HttpFacts facts{.method = request.method,
                  .url = request.url,
                  .request_bytes = request.body.size()};
  if (answer == nullptr) {
    return facts;
  }
  facts.answer_bytes = answer->body.size();
  for (const auto& [name, value] : answer->headers) {
    const std::string lower = ToAsciiLower(name);
    if (std::ranges::find(kShown, lower) == kShown.end()) {
      continue;
    }
    std::string shown = SafeText(Shown(lower, value), kValueBytesMax);
    if (lower == "content-type") {
      facts.content_type = std::move(shown);
    } else if (facts.headers.size() < kHeadersMax) {
      facts.headers.emplace_back(lower, std::move(shown));
    }
  }
  return facts;
}

}  // namespace autodiscover::driver
