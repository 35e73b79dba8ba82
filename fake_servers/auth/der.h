// SPDX-License-Identifier: Apache-2.0
//
// As much of DER (X.690) as SPNEGO needs.

#ifndef FAKE_SERVERS_AUTH_DER_H_
#define FAKE_SERVERS_AUTH_DER_H_

#include <optional>
#include <string>
#include <string_view>

namespace fake {

inline constexpr unsigned char kDerOctets = 0x04;
inline constexpr unsigned char kDerOid = 0x06;
inline constexpr unsigned char kDerEnumerated = 0x0A;
inline constexpr unsigned char kDerSequence = 0x30;
// [n] of a constructed type.
[[nodiscard]] constexpr unsigned char DerContext(unsigned char number) {
  return static_cast<unsigned char>(0xA0U | number);
}

struct DerElement {
  unsigned char tag = 0;
  std::string_view content;
  std::string_view whole;  // With tag and length.
};

// Takes the first element off `bytes`. Nothing where there is no whole one.
[[nodiscard]] std::optional<DerElement> TakeDer(std::string_view& bytes);

// The content of `bytes`, if that is one element of this tag and no more.
[[nodiscard]] std::optional<std::string_view> DerContent(std::string_view bytes,
                                                         unsigned char tag);

[[nodiscard]] std::string MakeDer(unsigned char tag, std::string_view content);

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_DER_H_
