// SPDX-License-Identifier: Apache-2.0

#include "world/wire_reader.h"

#include <string>
#include <utility>

#include "world/fault_reader.h"
#include "world/scalars.h"

namespace fake {
namespace {

constexpr long kManyHeadersMost = 1'000'000;
constexpr long kStreamBytesMost = 1L << 40;

const Words<BodyFraming>& FramingWords() {
  static const Words<BodyFraming> known = {
      {"length", BodyFraming::kLength},
      {"close", BodyFraming::kClose},
      {"chunked", BodyFraming::kChunked},
      {"broken-chunk", BodyFraming::kBrokenChunk},
      {"unfinished-chunks", BodyFraming::kUnfinishedChunks},
      {"length-too-small", BodyFraming::kLengthTooSmall},
      {"length-too-large", BodyFraming::kLengthTooLarge},
      {"two-lengths", BodyFraming::kTwoLengths},
      {"length-no-number", BodyFraming::kNoNumber},
  };
  return known;
}

const Words<Encoding>& EncodingWords() {
  static const Words<Encoding> known = {
      {"gzip", Encoding::kGzip},
      {"gzip-unasked", Encoding::kGzipUnasked},
      {"gzip-bomb", Encoding::kGzipBomb},
      {"gzip-broken", Encoding::kGzipBroken},
  };
  return known;
}

void ReadInterim(const Cursor& at, WireForm& out) {
  at.ForEachItem("a list of statuses", [&out](const Cursor& item) {
    if (const auto status = ReadNumber(item, 100, 199)) {
      out.interim.push_back(static_cast<int>(*status));
    }
  });
}

void ReadVersion(const Cursor& at, WireForm& out) {
  static const Words<std::string> known = {{"0.9", "0.9"}, {"1.0", "1.0"}};
  Store(ReadWord(at, known), out.version);
}

// Unlike a header: any character, line breaks too.
void ReadRawHeaders(const Cursor& at, WireForm& out) {
  at.ForEachItem("a list of header lines", [&out](const Cursor& item) {
    if (auto line = ReadText(item)) {
      out.raw_headers.push_back(*std::move(line));
    }
  });
}

}  // namespace

const FieldTable<WireForm>& WireFields() {
  static const FieldTable<WireForm> table = {
      {"interim", ReadInterim},
      {"version", ReadVersion},
      {"framing",
       [](const Cursor& at, WireForm& out) {
         Store(ReadWord(at, FramingWords()), out.framing);
       }},
      {"encoding",
       [](const Cursor& at, WireForm& out) {
         Store(ReadWord(at, EncodingWords()), out.encoding);
       }},
      {"trailers",
       [](const Cursor& at, WireForm& out) {
         out.trailers = ReadHeaders(at, HeaderLists::kNotAllowed);
       }},
      {"raw_headers", ReadRawHeaders},
      {"many_headers",
       [](const Cursor& at, WireForm& out) {
         if (const auto count = ReadNumber(at, 1, kManyHeadersMost)) {
           out.many_headers = static_cast<std::size_t>(*count);
         }
       }},
      {"stream",
       [](const Cursor& at, WireForm& out) {
         if (const auto bytes = ReadNumber(at, 1, kStreamBytesMost)) {
           out.stream = static_cast<std::uint64_t>(*bytes);
         }
       }},
      {"raw", [](const Cursor& at,
                 WireForm& out) { Store(ReadFullText(at), out.raw); }},
  };
  return table;
}

void CheckWire(const SeenFields& seen, const WireForm& wire) {
  const auto complain = [&seen](const char* field, const std::string& message) {
    const auto place = seen.find(field);
    if (place != seen.end()) {
      place->second.ComplainOfKey(message);
    }
  };
  if (wire.framing != BodyFraming::kChunked) {
    complain("trailers", "has a meaning only beside `framing: chunked`");
  }
  if (wire.stream > 0 && wire.framing != BodyFraming::kLength &&
      wire.framing != BodyFraming::kClose &&
      wire.framing != BodyFraming::kChunked) {
    complain("framing", "of a `stream` must be length, close or chunked");
  }
  if (wire.stream > 0) {
    for (const char* field : {"reply", "body", "body_file", "encoding"}) {
      complain(field, "cannot stand beside `stream`, which is the body");
    }
  }
  if (wire.raw) {
    for (const auto& [name, place] : seen) {
      if (name != "raw" && name != "interim" && name != "delay" &&
          name != "fault" && name != "padding" && name != "sets" &&
          name != "wait_for") {
        place.ComplainOfKey("cannot stand beside `raw`, which is all of it");
      }
    }
  }
}

}  // namespace fake
