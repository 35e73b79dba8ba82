// SPDX-License-Identifier: Apache-2.0

#include "http/endpoint_urls.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "history/letter_case.h"
#include "http/text.h"

namespace fake {
namespace {

constexpr std::string_view kUrlEnds = "<>\"' \t\r\n";
constexpr std::string_view kColon = "://";

struct FoundUrl {
  std::string url;
  std::string_view before;  // The text up to the URL.
  std::string_view after;   // The text after it.
};

std::string Unescape(std::string_view text) {
  return ReplaceAll(ReplaceAll(ReplaceAll(text, "&lt;", "<"), "&gt;", ">"),
                    "&amp;", "&");
}

// Where the scheme before the "://" at `colon` begins; npos when it is none of
// the web's.
std::size_t SchemeStart(std::string_view body, std::size_t colon) {
  for (const std::string_view scheme : {"https", "http"}) {
    if (colon != std::string_view::npos && colon >= scheme.size() &&
        ToLower(body.substr(colon - scheme.size(), scheme.size())) == scheme) {
      return colon - scheme.size();
    }
  }
  return std::string_view::npos;
}

// Looks for what is rare: a body may have sixteen megabytes of letters.
std::vector<FoundUrl> FindUrls(std::string_view body) {
  std::vector<FoundUrl> found;
  std::size_t colon = 0;
  while ((colon = body.find(kColon, colon)) != std::string_view::npos) {
    const auto at = SchemeStart(body, colon);
    if (at == std::string_view::npos) {
      ++colon;
      continue;
    }
    const auto end = body.find_first_of(kUrlEnds, at);
    if (end == std::string_view::npos) {
      break;  // Cut off, or no end to be sure of.
    }
    found.push_back({.url = Unescape(body.substr(at, end - at)),
                     .before = body.substr(0, at),
                     .after = body.substr(end)});
    colon = end;
  }
  return found;
}

// The setting whose SOAP Value is a URL: its Name stands before the Value, or
// in a reordered reply after it. `before` ends in the Value's start tag.
std::string_view SettingName(std::string_view before, std::string_view after) {
  constexpr std::string_view kNameEnd = "Name>";
  constexpr std::size_t kLookAhead = 64;
  const auto tag = before.rfind('<');
  const auto head = Trim(before.substr(0, tag));
  if (head.ends_with(kNameEnd)) {
    return head.substr(0, head.rfind("</"));
  }
  const auto name = after.substr(0, kLookAhead).find(kNameEnd);
  if (name == std::string_view::npos) {
    return {};
  }
  after.remove_prefix(name + kNameEnd.size());
  return after.substr(0, after.find('<'));
}

// Whether the markup around a URL says that it is an endpoint's: the name of
// the element, in SOAP that of the setting, in JSON the key.
bool NamesEndpoint(const FoundUrl& found) {
  constexpr std::size_t kLookBack = 160;
  std::string_view before = found.before;
  before = before.substr(before.size() - std::min(kLookBack, before.size()));
  const auto name_end = before.find_last_not_of("<>\"':/= \t\r\n");
  if (name_end == std::string_view::npos) {
    return false;
  }
  before = before.substr(0, name_end + 1);
  if (before.ends_with("Value")) {
    before = SettingName(before, found.after);
  }
  constexpr std::array<std::string_view, 7> kNames = {
      "EwsUrl",       "ASUrl",       "\"Url",  // POX and SOAP, JSON,
      "<Url",         ":Url",                  // MobileSync,
      "<ExternalUrl", "<InternalUrl"};         // and MAPI over HTTP.
  return std::ranges::any_of(kNames, [before](std::string_view name) {
    return before.ends_with(name);
  });
}

void AddOnce(std::string url, std::vector<std::string>& urls) {
  if (std::ranges::find(urls, url) == urls.end()) {
    urls.push_back(std::move(url));
  }
}

}  // namespace

std::vector<std::string> EndpointUrls(std::string_view body) {
  std::vector<std::string> urls;
  for (FoundUrl& found : FindUrls(body)) {
    if (NamesEndpoint(found)) {
      AddOnce(std::move(found.url), urls);
    }
  }
  return urls;
}

std::vector<std::string> AllUrls(std::string_view body) {
  std::vector<std::string> urls;
  for (FoundUrl& found : FindUrls(body)) {
    AddOnce(std::move(found.url), urls);
  }
  // A body that is nothing but a URL has no mark at its end.
  if (const auto text = Trim(body);
      SchemeStart(text, text.find(kColon)) == 0 &&
      text.find_first_of(kUrlEnds) == std::string_view::npos) {
    AddOnce(std::string(text), urls);
  }
  return urls;
}

}  // namespace fake
