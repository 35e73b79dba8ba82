// SPDX-License-Identifier: Apache-2.0
//
// The bytes are decoded in every way a client might have encoded them, and each
// decoded text is searched for the secrets as they are. Searching for encoded
// passwords instead would miss mixed forms, such as %63orrect+%68orse.

#include "history/secret_finder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <random>
#include <set>
#include <utility>

#include "auth/encoding.h"
#include "auth/hashes.h"
#include "auth/ntlm.h"
#include "history/byte_runs.h"
#include "history/credential_shapes.h"
#include "history/letter_case.h"
#include "history/utf.h"
#include "history/view.h"

namespace fake {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kPhases = 4;  // Characters in a group of base64.
constexpr std::string_view kMark = "[secret]";
constexpr std::size_t kFingerprintDigits = 16;

std::string RandomSalt() {
  std::random_device source;
  std::string salt;
  for (int i = 0; i < 4; ++i) {
    salt += std::to_string(source()) + ".";
  }
  return salt;
}

struct NamedView {
  std::string form;  // Empty: as received.
  View view;
};

void AddBase64(const View& view, std::vector<NamedView>& out) {
  for (std::size_t phase = 0; phase < kPhases; ++phase) {
    if (auto decoded = Base64Decoded(view, phase)) {
      out.push_back({.form = "base64", .view = std::move(*decoded)});
    }
  }
}

// A redirect may escape what was escaped before.
std::optional<View> PercentDecodedTwice(const View& view) {
  const std::optional<View> once = PercentDecoded(view);
  return once ? PercentDecoded(*once) : std::nullopt;
}

using Decoder = std::optional<View> (*)(const View&);

constexpr std::array<std::pair<const char*, Decoder>, 5> kDecoders = {{
    {"percent", PercentDecoded},
    {"percent", PercentDecodedTwice},
    {"xml", XmlDecoded},
    {"json", JsonDecoded},
    {"quoted-printable", QuotedPrintableDecoded},
}};

// Every way to read `bytes`. As received first, so that a plain find is not
// named after an encoding that changes nothing of it.
std::vector<NamedView> Views(std::string_view bytes) {
  std::vector<NamedView> views;
  views.push_back({.form = "", .view = Raw(bytes)});
  for (const auto& [form, decode] : kDecoders) {
    if (auto decoded = decode(views.front().view)) {
      views.push_back({.form = form, .view = std::move(*decoded)});
    }
  }
  const std::size_t texts = views.size();
  for (const std::size_t phase : {0U, 1U}) {
    if (auto decoded = HexDecoded(views.front().view, phase)) {
      views.push_back({.form = "hex", .view = std::move(*decoded)});
    }
  }
  views.reserve(views.size() +
                texts * kPhases);  // No view moves while it is read.
  for (std::size_t i = 0; i < texts; ++i) {
    AddBase64(views[i].view, views);
  }
  return views;
}

}  // namespace

// One place where the password was found, as a range of the original.
struct SecretFinder::Hit {
  std::string form;
  ByteRange range;
  std::string fingerprint;
};

SecretFinder::SecretFinder(const Sought& sought) : salt_(RandomSalt()) {
  for (const std::string& password : sought.passwords) {
    AddText(password, needles_);
    AddNtHash(password);
  }
  for (const std::string& token : sought.tokens) {
    AddToken("token", token);
  }
  for (const std::string& cookie : sought.cookies) {
    AddToken("cookie", cookie);
  }
  for (const std::string& address : sought.addresses) {
    AddText(address, addresses_);
  }
}

std::string SecretFinder::Fingerprint(std::string_view secret) const {
  return ToHex(Sha256(salt_ + std::string(secret)))
      .substr(0, kFingerprintDigits);
}

void SecretFinder::AddToken(const char* form, const std::string& token) {
  if (token.size() >= kShortest) {
    needles_.push_back({.form = form,
                        .text = token,
                        .fingerprint = Fingerprint(token),
                        .named_after_view = false});
  }
}

void SecretFinder::AddText(const std::string& text, Needles& needles) const {
  if (text.size() < kShortest) {
    return;
  }
  const auto add = [&needles, print = Fingerprint(text)](const char* form,
                                                         std::string needle) {
    needles.push_back(
        {.form = form, .text = std::move(needle), .fingerprint = print});
  };
  add("raw", text);
  if (std::string lower = ToLower(text); lower != text) {
    // Host names are put in lower case on their way to DNS and SNI.
    add("raw", std::move(lower));
  }
  const auto code_points = FromUtf8(text);
  if (!code_points) {
    return;
  }
  add("utf-16", ToUtf16(*code_points, ByteOrder::kLittle));
  add("utf-16", ToUtf16(*code_points, ByteOrder::kBig));
  const auto latin1 = ToLatin1(*code_points);
  if (latin1 && *latin1 != text) {
    add("raw", *latin1);
  }
}

// As good as the password to whoever speaks NTLM.
void SecretFinder::AddNtHash(const std::string& password) {
  const std::string hash = password.size() < kShortest ? "" : NtHash(password);
  if (hash.empty()) {
    return;
  }
  const std::string hex = ToHex(hash);
  std::string upper = hex;
  std::ranges::transform(upper, upper.begin(), [](unsigned char c) {
    return static_cast<char>(std::toupper(c));
  });
  for (const std::string& text : {hash, hex, upper}) {
    needles_.push_back({.form = "nt-hash",
                        .text = text,
                        .fingerprint = Fingerprint(hash),
                        .named_after_view = false});
  }
}

std::vector<SecretFinder::Hit> SecretFinder::Scan(std::string_view bytes,
                                                  const Needles& needles,
                                                  bool shapes) const {
  std::vector<Hit> hits;
  // A place is named after the plainest view that shows it.
  std::set<std::pair<std::size_t, std::size_t>> known;
  for (const NamedView& view : Views(bytes)) {
    const std::string& text = view.view.text;
    const std::vector<ByteRange>& source = view.view.source;
    const auto add = [&](const std::string& form, std::size_t begin,
                         std::size_t end, const std::string& fingerprint) {
      const ByteRange range = {.begin = source[begin].begin,
                               .end = source[end - 1].end};
      if (known.emplace(range.begin, range.end).second) {
        hits.push_back(
            {.form = form, .range = range, .fingerprint = fingerprint});
      }
    };
    for (const Needle& needle : needles) {
      for (std::size_t at = text.find(needle.text); at != std::string::npos;
           at = text.find(needle.text, at + 1)) {
        const bool renamed = needle.named_after_view && !view.form.empty();
        add(renamed ? view.form : needle.form, at, at + needle.text.size(),
            needle.fingerprint);
      }
    }
    if (!shapes) {
      continue;
    }
    for (const CredentialShape& shape : FindCredentials(text)) {
      add(shape.form, shape.begin, shape.end,
          Fingerprint(std::string_view(text).substr(shape.begin,
                                                    shape.end - shape.begin)));
    }
  }
  return hits;
}

std::vector<SecretFinder::Hit> SecretFinder::Scan(
    std::string_view bytes) const {
  return Scan(bytes, needles_, true);
}

std::vector<FoundSecret> SecretFinder::Each(const std::vector<Hit>& hits) {
  std::vector<FoundSecret> found;
  for (const Hit& hit : hits) {
    FoundSecret secret{.form = hit.form, .fingerprint = hit.fingerprint};
    if (std::ranges::find(found, secret) == found.end()) {
      found.push_back(std::move(secret));
    }
  }
  return found;
}

std::vector<FoundSecret> SecretFinder::FindEach(std::string_view bytes) const {
  return Each(Scan(bytes));
}

std::vector<FoundSecret> SecretFinder::FindAddresses(
    std::string_view bytes) const {
  return Each(Scan(bytes, addresses_, false));
}

std::vector<std::string> SecretFinder::Find(std::string_view bytes) const {
  std::vector<std::string> forms;
  for (const Hit& hit : Scan(bytes)) {
    if (std::ranges::find(forms, hit.form) == forms.end()) {
      forms.push_back(hit.form);
    }
  }
  return forms;
}

std::string SecretFinder::Redact(std::string_view bytes) const {
  std::vector<Hit> hits = Scan(bytes);
  std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
    return a.range.begin < b.range.begin;
  });
  std::string out;
  std::size_t kept = 0;  // Everything before it is in `out`, or taken out.
  for (const Hit& hit : hits) {
    if (hit.range.begin >= kept) {
      out.append(bytes.substr(kept, hit.range.begin - kept));
      out.append(kMark);
    }
    kept = std::max(kept, hit.range.end);
  }
  out.append(bytes.substr(kept));
  return out;
}

}  // namespace fake
