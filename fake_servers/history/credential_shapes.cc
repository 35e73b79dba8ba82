// SPDX-License-Identifier: Apache-2.0

#include "history/credential_shapes.h"

#include <algorithm>

#include "auth/der.h"
#include "auth/little_endian.h"

namespace fake {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kDigestMin = 32;  // Digits of the shortest hash.

// The end of an NTLM message 3 at the start of `text`: that of its last part.
// 0: it has no response, as that of an anonymous login.
std::size_t NtlmEnd(std::string_view text) {
  constexpr std::size_t kHeader = 60;
  if (text.size() < kHeader) {
    return text.size();
  }
  if (ReadLittle16(text, 20) == 0 && ReadLittle16(text, 12) <= 1) {
    return 0;
  }
  std::size_t end = kHeader;
  for (std::size_t at = 12; at < kHeader; at += 8) {
    end = std::max(
        end, std::size_t{ReadLittle16(text, at)} + ReadLittle32(text, at + 4));
  }
  return std::min(end, text.size());
}

// The end of an AP-REQ whose tag is the last byte of its mark.
std::size_t KerberosEnd(std::string_view text, std::size_t mark) {
  std::string_view rest = text.substr(mark - 1);
  const auto element = TakeDer(rest);
  return element ? mark - 1 + element->whole.size() : text.size();
}

// The end of the digits after `response=`; 0: too few of them.
std::size_t DigestEnd(std::string_view text, std::size_t mark) {
  const std::size_t begin =
      std::min(text.find_first_not_of("\" ", mark), text.size());
  const std::size_t end = std::min(
      text.find_first_not_of("0123456789abcdefABCDEF", begin), text.size());
  return end - begin >= kDigestMin ? end : 0;
}

using EndFinder = std::size_t (*)(std::string_view text, std::size_t mark);

struct Kind {
  const char* form;
  std::string_view mark;
  EndFinder end;
};

constexpr Kind kKinds[] = {
    {"ntlm-response", "NTLMSSP\0\3\0\0\0"sv,
     [](std::string_view text, std::size_t) { return NtlmEnd(text); }},
    // The identifier of Kerberos, of AP-REQ, and the tag of one.
    {"kerberos", "\x2A\x86\x48\x86\xF7\x12\x01\x02\x02\x01\x00\x6E"sv,
     KerberosEnd},
    {"digest-response", "response="sv, DigestEnd},
};

}  // namespace

std::vector<CredentialShape> FindCredentials(std::string_view text) {
  std::vector<CredentialShape> found;
  for (const Kind& kind : kKinds) {
    for (std::size_t at = text.find(kind.mark); at != std::string_view::npos;
         at = text.find(kind.mark, at + 1)) {
      const std::size_t size = kind.end(text.substr(at), kind.mark.size());
      if (size > 0) {
        found.push_back({.form = kind.form, .begin = at, .end = at + size});
      }
    }
  }
  return found;
}

}  // namespace fake
