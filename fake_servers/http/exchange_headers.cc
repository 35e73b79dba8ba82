// SPDX-License-Identifier: Apache-2.0

#include "http/exchange_headers.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>

#include "http/flavour.h"

namespace fake {
namespace {

// Counted, not random: two runs of a world give the same bytes.
std::string NextRequestId() {
  static std::atomic<std::uint32_t> count = 0;
  std::array<char, 40> text = {};
  std::snprintf(text.data(), text.size(), "5d0e5b0c-0000-4000-8000-%012x",
                ++count);
  return text.data();
}

// RFC 9110 5.6.7, whatever the locale.
std::string HttpDate() {
  static constexpr std::array<const char*, 7> kDays = {
      "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun",
      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm parts = {};
  ::gmtime_r(&now, &parts);
  std::array<char, 64> text = {};
  std::snprintf(
      text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
      kDays.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
      kMonths.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
      parts.tm_hour, parts.tm_min, parts.tm_sec);
  return text.data();
}

}  // namespace

HeaderList ExchangeHeaders(Flavour flavour) {
  const FlavourFacts& facts = FactsOf(flavour);
  if (!facts.exchange) {
    return {{"Server", facts.server}, {"Date", HttpDate()}};
  }
  HeaderList headers = {{"Cache-Control", "private"}, {"Server", facts.server}};
  // The front end of Exchange 2013 and later.
  const bool front_end = facts.major >= 15;
  if (front_end) {
    headers.emplace_back("request-id", NextRequestId());
  }
  if (facts.online) {
    headers.emplace_back("X-CalculatedBETarget", "FIXTURE01.fixture.test");
    headers.emplace_back("X-BackEndHttpStatus", "200");
    headers.emplace_back("X-RUM-Validated", "1");
  }
  headers.emplace_back("X-AspNet-Version", facts.aspnet);
  if (facts.online) {
    headers.emplace_back("X-DiagInfo", "FIXTURE01");
    headers.emplace_back("X-BEServer", "FIXTURE01");
    headers.emplace_back("X-Proxy-RoutingCorrectness", "1");
    headers.emplace_back("X-Proxy-BackendServerStatus", "200");
  }
  headers.emplace_back("X-Powered-By", "ASP.NET");
  if (front_end) {
    headers.emplace_back("X-FEServer", "FIXTURE01");
  }
  headers.emplace_back("Date", HttpDate());
  return headers;
}

void AddCapabilities(HeaderList& headers) {
  for (const char* name :
       {"X-SOAP-Enabled", "X-WSSecurity-Enabled", "X-OAuth-Enabled"}) {
    headers.emplace_back(name, "True");
  }
}

}  // namespace fake
