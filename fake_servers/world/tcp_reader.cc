// SPDX-License-Identifier: Apache-2.0

#include "world/tcp_reader.h"

#include <cstddef>

#include "world/scalars.h"

namespace fake {
namespace {

constexpr long kResetBytesMax = 1L << 30;

const Words<TcpBehaviour>& TcpWords() {
  static const Words<TcpBehaviour> known = {
      {"accept", TcpBehaviour::kAccept},
      {"refused", TcpBehaviour::kRefused},
      {"black-hole", TcpBehaviour::kBlackHole},
      {"silent", TcpBehaviour::kSilent},
      {"reset", TcpBehaviour::kReset},
      {"half-close", TcpBehaviour::kHalfClose},
  };
  return known;
}

}  // namespace

const FieldTable<Service>& TcpFields() {
  static const FieldTable<Service> table = {
      {"reset_after",
       [](const Cursor& at, Service& out) {
         if (const auto bytes = ReadNumber(at, 0, kResetBytesMax)) {
           out.reset_after_received = static_cast<std::size_t>(*bytes);
         }
       }},
      {"drip", [](const Cursor& at,
                  Service& out) { Store(ReadDuration(at), out.drip); }},
  };
  return table;
}

void ReadTcp(const Cursor& at, Service& out) {
  if (at.is_scalar()) {
    Store(ReadWord(at, TcpWords()), out.tcp);
    return;
  }
  (void)ReadFields(at, "one word, or a map with `reset_after` or `drip`",
                   TcpFields(), out);
  if (at.is_map() && at.node().entries.empty()) {
    at.Complain("says nothing: give `reset_after` or `drip`");
  }
}

std::string TcpWord(TcpBehaviour tcp) {
  for (const auto& [word, known] : TcpWords()) {
    if (known == tcp) {
      return word;
    }
  }
  return "";
}

}  // namespace fake
