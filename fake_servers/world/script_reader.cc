// SPDX-License-Identifier: Apache-2.0

#include "world/script_reader.h"

#include <string>
#include <utility>

#include "world/names.h"
#include "world/scalars.h"

namespace fake {
namespace {

constexpr long kCountMost = 1'000'000;
// A client would have given up, and a scenario may not take so long.
constexpr Milliseconds kLongestWait{60'000};

void ReadHost(const Cursor& at, std::string& host) {
  const auto name = ReadFullText(at);
  if (!name) {
    return;
  }
  if (auto problem = NameProblem(*name, NameKind::kHost)) {
    at.Complain(*problem);
    return;
  }
  host = CanonicalName(*name);
}

void ReadCount(const Cursor& at, std::size_t& count) {
  if (const auto number = ReadNumber(at, 1, kCountMost)) {
    count = static_cast<std::size_t>(*number);
  }
}

}  // namespace

const FieldTable<AfterReplies>& AfterFields() {
  static const FieldTable<AfterReplies> table = {
      {"host",
       [](const Cursor& at, AfterReplies& out) { ReadHost(at, out.host); }},
      {"status",
       [](const Cursor& at, AfterReplies& out) {
         if (const auto status = ReadNumber(at, 100, 999)) {
           out.status = static_cast<int>(*status);
         }
       }},
      {"count",
       [](const Cursor& at, AfterReplies& out) { ReadCount(at, out.count); }},
  };
  return table;
}

const FieldTable<WaitFor>& WaitedRequestFields() {
  static const FieldTable<WaitFor> table = {
      {"host", [](const Cursor& at, WaitFor& out) { ReadHost(at, out.host); }},
      {"count",
       [](const Cursor& at, WaitFor& out) { ReadCount(at, out.count); }},
  };
  return table;
}

const FieldTable<WaitFor>& WaitForFields() {
  static const FieldTable<WaitFor> table = {
      {"request",
       [](const Cursor& at, WaitFor& out) {
         const SeenFields seen =
             ReadFields(at, "a map that says whose request is waited for",
                        WaitedRequestFields(), out);
         if (at.is_map() && !seen.contains("host")) {
           at.Complain("`host` is missing: whose request is waited for");
         }
       }},
      {"at_most",
       [](const Cursor& at, WaitFor& out) {
         Store(ReadDuration(at), out.at_most);
         if (out.at_most > kLongestWait) {
           at.Complain("must be at most 60s");
         }
       }},
  };
  return table;
}

Flags ReadFlags(const Cursor& at) {
  Flags flags;
  at.ForEachEntry("a map of names and values",
                  [&flags](const std::string& name, const Cursor& value) {
                    if (auto text = ReadText(value)) {
                      flags[name] = *std::move(text);
                    }
                  });
  if (at.is_map() && at.node().entries.empty()) {
    at.Complain("says nothing: give a name and a value");
  }
  return flags;
}

std::optional<AfterReplies> ReadAfter(const Cursor& at) {
  AfterReplies after;
  const SeenFields seen = ReadFields(
      at, "a map with `host`, `status` and `count`", AfterFields(), after);
  if (!at.is_map()) {
    return std::nullopt;
  }
  if (!seen.contains("host")) {
    at.Complain("`host` is missing: whose replies are counted");
  }
  return after;
}

std::optional<WaitFor> ReadWaitFor(const Cursor& at) {
  WaitFor wait;
  const SeenFields seen = ReadFields(at, "a map with `request` and `at_most`",
                                     WaitForFields(), wait);
  if (!at.is_map()) {
    return std::nullopt;
  }
  if (!seen.contains("request")) {
    at.Complain("`request` is missing: what is waited for");
  }
  return wait;
}

}  // namespace fake
