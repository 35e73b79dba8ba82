// SPDX-License-Identifier: Apache-2.0

#include "world/fault_reader.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "world/scalars.h"

namespace fake {
namespace {

// Enough to be too much for any client, and little enough for any machine.
constexpr std::size_t kPaddingBytesMax = 64UL * 1024 * 1024;
constexpr long kFaultBytesMax = 1L << 30;

void ReadResetAfter(const Cursor& at, ReplyFault& fault) {
  if (const auto bytes = ReadNumber(at, 0, kFaultBytesMax)) {
    fault = ResetAfter{static_cast<std::size_t>(*bytes)};
  }
}

void ReadTruncateAfter(const Cursor& at, ReplyFault& fault) {
  if (const auto bytes = ReadNumber(at, 0, kFaultBytesMax)) {
    fault = TruncateAfter{static_cast<std::size_t>(*bytes)};
  }
}

void ReadSilent(const Cursor& at, ReplyFault& fault) {
  if (ReadBool(at) == false) {
    at.Complain("only `true` is allowed; leave the field out otherwise");
  }
  fault = NeverAnswer{};
}

void ReadDrip(const Cursor& at, ReplyFault& fault) {
  if (const auto per_byte = ReadDuration(at)) {
    fault = Drip{*per_byte};
  }
}

void ReadClose(const Cursor& at, ReplyFault& fault) {
  static const Words<ClosePoint> known = {
      {"before-head", ClosePoint::kBeforeHead},
      {"in-head", ClosePoint::kInHead},
      {"before-body", ClosePoint::kBeforeBody},
      {"in-body", ClosePoint::kInBody},
      {"after-reply", ClosePoint::kAfterReply},
  };
  if (const auto point = ReadWord(at, known)) {
    fault = CloseAt{*point};
  }
}

void ReadGarbage(const Cursor& at, ReplyFault& fault) {
  constexpr long kGarbageMost = 16L * 1024 * 1024;
  if (const auto bytes = ReadNumber(at, 1, kGarbageMost)) {
    fault = Garbage{static_cast<std::size_t>(*bytes)};
  }
}

void AddHeader(const Cursor& at, const std::string& name, HeaderList& headers) {
  if (auto value = ReadHeaderText(at)) {
    headers.emplace_back(name, *std::move(value));
  }
}

}  // namespace

const FieldTable<ReplyFault>& FaultFields() {
  static const FieldTable<ReplyFault> table = {
      {"reset_after", ReadResetAfter},
      {"truncate_after", ReadTruncateAfter},
      {"silent", ReadSilent},
      {"drip", ReadDrip},
      {"close", ReadClose},
      {"garbage", ReadGarbage},
  };
  return table;
}

const FieldTable<Padding>& PaddingFields() {
  static const FieldTable<Padding> table = {
      {"text", [](const Cursor& at,
                  Padding& out) { Store(ReadFullText(at), out.text); }},
      {"times",
       [](const Cursor& at, Padding& out) {
         if (const auto times =
                 ReadNumber(at, 1, static_cast<long>(kPaddingBytesMax))) {
           out.times = static_cast<std::size_t>(*times);
         }
       }},
  };
  return table;
}

ReplyFault ReadFault(const Cursor& at) {
  ReplyFault fault;
  const SeenFields seen =
      ReadFields(at, "a map with one fault", FaultFields(), fault);
  if (at.is_map() && at.node().entries.size() != 1) {
    at.Complain(
        "must name exactly one fault: reset_after, truncate_after, "
        "silent, drip, close or garbage");
  }
  return fault;
}

std::optional<std::string> ReadPadding(const Cursor& at) {
  Padding padding;
  const SeenFields seen =
      ReadFields(at, "a map with `text` and `times`", PaddingFields(), padding);
  if (!at.is_map()) {
    return std::nullopt;
  }
  if (seen.size() < PaddingFields().size()) {
    at.Complain("needs both `text` and `times`");
    return std::nullopt;
  }
  if (padding.text.size() * padding.times > kPaddingBytesMax) {
    at.Complain("must be at most 64 MiB in all");
    return std::nullopt;
  }
  std::string bytes;
  bytes.reserve(padding.text.size() * padding.times);
  for (std::size_t i = 0; i < padding.times; ++i) {
    bytes += padding.text;
  }
  return bytes;
}

HeaderList ReadHeaders(const Cursor& at, HeaderLists lists) {
  HeaderList headers;
  at.ForEachEntry("a map of header names", [&](const std::string& name,
                                               const Cursor& value) {
    if (!IsToken(name)) {
      value.ComplainOfKey(
          "not a header name: letters, digits and !#$%&'*+-.^_`|~ are "
          "allowed");
    } else if (value.is_list() && lists == HeaderLists::kAllowed) {
      value.ForEachItem("a list of values", [&](const Cursor& item) {
        AddHeader(item, name, headers);
      });
    } else {
      AddHeader(value, name, headers);
    }
  });
  return headers;
}

bool IsToken(const std::string& text) {
  // Spec: RFC 9110 5.6.2.
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || kMarks.find(c) != std::string_view::npos;
  });
}

}  // namespace fake
