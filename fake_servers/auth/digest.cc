// SPDX-License-Identifier: Apache-2.0

#include "auth/digest.h"

#include <array>
#include <charconv>
#include <utility>

#include "auth/encoding.h"
#include "auth/hashes.h"
#include "history/letter_case.h"

namespace fake {
namespace {

constexpr std::size_t kCountDigits = 8;

constexpr std::array<std::pair<const char*, DigestAlgorithm>, 4> kAlgorithms = {
    {{"MD5", DigestAlgorithm::kMd5},
     {"MD5-sess", DigestAlgorithm::kMd5Session},
     {"SHA-256", DigestAlgorithm::kSha256},
     {"SHA-256-sess", DigestAlgorithm::kSha256Session}}};

bool IsSession(DigestAlgorithm algorithm) {
  return algorithm == DigestAlgorithm::kMd5Session ||
         algorithm == DigestAlgorithm::kSha256Session;
}

std::string HashText(DigestAlgorithm algorithm, std::string_view text) {
  const bool md5 = algorithm == DigestAlgorithm::kMd5 ||
                   algorithm == DigestAlgorithm::kMd5Session;
  return ToHex(md5 ? Md5(text) : Sha256(text));
}

std::optional<DigestAlgorithm> AlgorithmNamed(const std::string& name) {
  for (const auto& [known, algorithm] : kAlgorithms) {
    if (EqualsIgnoringCase(known, name)) {
      return algorithm;
    }
  }
  return std::nullopt;
}

std::optional<std::uint32_t> ReadCount(const std::string& nc) {
  std::uint32_t count = 0;
  const char* end = nc.data() + nc.size();
  const auto result = std::from_chars(nc.data(), end, count, 16);
  if (nc.size() != kCountDigits || result.ec != std::errc() ||
      result.ptr != end) {
    return std::nullopt;
  }
  return count;
}

}  // namespace

std::string ToString(DigestAlgorithm algorithm) {
  for (const auto& [name, known] : kAlgorithms) {
    if (known == algorithm) {
      return name;
    }
  }
  return {};
}

std::optional<DigestCredentials> ParseDigest(std::string_view text) {
  const auto parameters = ParseAuthParameters(text);
  if (!parameters) {
    return std::nullopt;
  }
  const auto value = [&parameters](const char* name) {
    const auto found = parameters->find(name);
    return found != parameters->end() ? found->second : std::string();
  };
  DigestCredentials credentials;
  credentials.username = value("username");
  credentials.realm = value("realm");
  credentials.nonce = value("nonce");
  credentials.uri = value("uri");
  credentials.response = ToLower(value("response"));
  credentials.cnonce = value("cnonce");
  credentials.opaque = value("opaque");
  credentials.qop = value("qop");
  credentials.nc = value("nc");
  const std::string name = value("algorithm");
  const auto algorithm = AlgorithmNamed(name.empty() ? "MD5" : name);
  const auto count = ReadCount(credentials.nc);
  // Without qop nothing is counted; with it, both sides' nonces are needed.
  const bool counted = count && !credentials.cnonce.empty();
  if (!algorithm || !parameters->contains("username") ||
      !parameters->contains("realm") || credentials.nonce.empty() ||
      credentials.uri.empty() || credentials.response.empty() ||
      (!credentials.qop.empty() && !counted)) {
    return std::nullopt;
  }
  credentials.algorithm = *algorithm;
  credentials.count = count.value_or(0);
  return credentials;
}

std::string DigestResponse(const DigestCredentials& credentials,
                           const DigestSubject& subject,
                           std::string_view password) {
  const DigestAlgorithm algorithm = credentials.algorithm;
  std::string secret =
      HashText(algorithm, credentials.username + ":" + credentials.realm + ":" +
                              std::string(password));
  if (IsSession(algorithm)) {
    secret = HashText(
        algorithm, secret + ":" + credentials.nonce + ":" + credentials.cnonce);
  }
  std::string about = std::string(subject.method) + ":" + credentials.uri;
  if (credentials.qop == "auth-int") {
    about += ":" + HashText(algorithm, subject.body);
  }
  std::string middle = credentials.nonce;
  if (!credentials.qop.empty()) {
    middle +=
        ":" + credentials.nc + ":" + credentials.cnonce + ":" + credentials.qop;
  }
  return HashText(algorithm,
                  secret + ":" + middle + ":" + HashText(algorithm, about));
}

}  // namespace fake
