// SPDX-License-Identifier: Apache-2.0

#include "world/answer_reader.h"

#include <string_view>
#include <utility>

#include "world/fault_reader.h"
#include "world/form_reader.h"
#include "world/scalars.h"
#include "world/script_reader.h"
#include "world/wire_reader.h"

namespace fake {
namespace {

constexpr long kStatusLeast = 100;
constexpr long kStatusMost = 999;
constexpr std::string_view kPaddingPlace = "{padding}";

const Words<ReplyKind>& ReplyWords() {
  static const Words<ReplyKind> known = {
      {"settings", ReplyKind::kSettings},
      {"redirect-addr", ReplyKind::kRedirectAddr},
      {"redirect-url", ReplyKind::kRedirectUrl},
      {"error", ReplyKind::kError},
      {"html", ReplyKind::kHtml},
      {"json", ReplyKind::kJson},
      {"empty", ReplyKind::kEmpty},
  };
  return known;
}

void ReadStatus(const Cursor& at, AnswersDraft& out) {
  if (const auto status = ReadNumber(at, kStatusLeast, kStatusMost)) {
    out.answer.status = static_cast<int>(*status);
  }
}

// A POX number or a SOAP name, so a number is text too.
void ReadCode(const Cursor& at, AnswersDraft& out) {
  if (!at.is_scalar() || at.text().empty()) {
    at.Complain(
        "must be a POX error number (600) or a SOAP error name "
        "(InvalidUser)");
    return;
  }
  out.answer.code = at.text();
}

void ReadBodyOfFile(const Cursor& at, AnswersDraft& out) {
  if (ReadFullText(at)) {
    Store(at.ReadFileNamedHere(), out.answer.body);
    out.answer.body_as_is = true;
  }
}

void ReadScript(const Cursor& at, AnswersDraft& out) {
  at.ForEachItem("a list of answers", [&out](const Cursor& item) {
    AnswersDraft step;
    const SeenFields seen =
        ReadFields(item, "a map with an answer", AnswerFields(), step);
    if (item.is_map() && item.node().entries.empty()) {
      item.Complain(
          "says nothing: give a reply, status, body, location or "
          "fault");
    }
    for (Answer& answer : FinishAnswers(item, seen, std::move(step))) {
      out.script.push_back(std::move(answer));
    }
  });
}

// One text field of an Answer, optional or not.
template <typename Member>
Field<AnswersDraft> Text(std::string name, Member Answer::*member,
                         std::optional<std::string> (*read)(const Cursor&)) {
  return {std::move(name), [member, read](const Cursor& at, AnswersDraft& out) {
            Store(read(at), out.answer.*member);
          }};
}

// The fields of `table` for the part of an Answer that they fill.
template <typename Part>
void AddPart(const FieldTable<Part>& table, Part Answer::*part,
             FieldTable<AnswersDraft>& fields) {
  for (const Field<Part>& field : table) {
    fields.push_back({field.name, [read = field.read, part](const Cursor& at,
                                                            AnswersDraft& out) {
                        read(at, out.answer.*part);
                      }});
  }
}

FieldTable<AnswersDraft> MakeAnswerFields() {
  FieldTable<AnswersDraft> fields = {
      {"reply",
       [](const Cursor& at, AnswersDraft& out) {
         Store(ReadWord(at, ReplyWords()), out.answer.reply);
       }},
      {"status", ReadStatus},
      Text("ews", &Answer::ews, ReadText),
      Text("ews_internal", &Answer::ews_internal, ReadText),
      Text("smtp_address", &Answer::smtp_address, ReadFullText),
      Text("display_name", &Answer::display_name, ReadText),
      Text("to", &Answer::to, ReadFullText),
      {"code", ReadCode},
      Text("message", &Answer::message, ReadText),
      Text("location", &Answer::location, ReadHeaderText),
      {"headers",
       [](const Cursor& at, AnswersDraft& out) {
         out.answer.headers = ReadHeaders(at, HeaderLists::kAllowed);
       }},
      Text("body", &Answer::body, ReadText),
      {"body_file", ReadBodyOfFile},
      Text("content_type", &Answer::content_type, ReadHeaderText),
      {"padding",
       [](const Cursor& at, AnswersDraft& out) {
         Store(ReadPadding(at), out.padding);
       }},
      {"shape", [](const Cursor& at,
                   AnswersDraft& out) { out.answer.shape = ReadShapes(at); }},
      {"delay",
       [](const Cursor& at, AnswersDraft& out) {
         Store(ReadDuration(at), out.answer.delay);
       }},
      {"fault", [](const Cursor& at,
                   AnswersDraft& out) { out.answer.fault = ReadFault(at); }},
      {"sets", [](const Cursor& at,
                  AnswersDraft& out) { out.answer.sets = ReadFlags(at); }},
      {"wait_for",
       [](const Cursor& at, AnswersDraft& out) {
         out.answer.wait_for = ReadWaitFor(at);
       }},
  };
  AddPart(WireFields(), &Answer::wire, fields);
  AddPart(FormFields(), &Answer::form, fields);
  return fields;
}

// A field that has a meaning only beside another one.
struct Dependence {
  Dependence(const char* a_field, bool is_met, const char* what)
      : field(a_field), met(is_met), needs(what) {}
  const char* field;
  bool met;
  const char* needs;
};

bool Mentions(const std::optional<std::string>& text) {
  return text && text->find(kPaddingPlace) != std::string::npos;
}

bool HasPlaceForPadding(const Answer& answer) {
  return (Mentions(answer.body) && !answer.body_as_is) ||
         Mentions(answer.location) || Mentions(answer.wire.raw);
}

void CheckDependences(const SeenFields& seen, const Answer& answer) {
  const bool settings = answer.reply == ReplyKind::kSettings;
  const bool error = answer.reply == ReplyKind::kError;
  const bool redirect = answer.reply == ReplyKind::kRedirectAddr ||
                        answer.reply == ReplyKind::kRedirectUrl;
  const bool body = seen.contains("body") || seen.contains("body_file");
  const bool text = body || (answer.reply != ReplyKind::kNone &&
                             answer.reply != ReplyKind::kEmpty);
  const std::vector<Dependence> dependences = {
      {"ews", settings, "`reply: settings`"},
      {"ews_internal", settings, "`reply: settings`"},
      {"smtp_address", settings, "`reply: settings`"},
      {"display_name", settings, "`reply: settings`"},
      {"to", redirect, "`reply: redirect-addr` or `reply: redirect-url`"},
      {"code", error, "`reply: error`"},
      {"message", error, "`reply: error`"},
      {"shape", settings || error || redirect,
       "a template (`reply: settings`, `error`, `redirect-addr` or "
       "`redirect-url`)"},
      {"flavour", settings || error || redirect,
       "a template (`reply: settings`, `error`, `redirect-addr` or "
       "`redirect-url`)"},
      {"cut_after", text, "a `body` or a `reply`"},
      {"content_type", text || seen.contains("stream"),
       "a `body` or a `reply`"},
      {"padding", HasPlaceForPadding(answer),
       "a `body`, `location` or `raw` with `{padding}` in it"},
  };
  for (const Dependence& dependence : dependences) {
    const auto field = seen.find(dependence.field);
    if (field != seen.end() && !dependence.met) {
      field->second.ComplainOfKey(std::string("has a meaning only beside ") +
                                  dependence.needs);
    }
  }
  if (std::holds_alternative<TruncateAfter>(answer.fault) && !text) {
    seen.at("fault").Complain(
        "`truncate_after` needs a `body` or a `reply` "
        "whose body can be cut");
  }
}

void CheckAnswer(const Cursor& at, const SeenFields& seen,
                 const Answer& answer) {
  const bool redirect = answer.reply == ReplyKind::kRedirectAddr ||
                        answer.reply == ReplyKind::kRedirectUrl;
  if (redirect && !seen.contains("to")) {
    seen.at("reply").Complain("needs `to` beside it: where it leads");
  }
  for (const char* body : {"body", "body_file"}) {
    if (seen.contains("reply") && seen.contains(body)) {
      seen.at(body).ComplainOfKey("replaces a template: leave out `reply`");
    }
  }
  if (seen.contains("body") && seen.contains("body_file")) {
    seen.at("body_file").ComplainOfKey("cannot stand beside `body`");
  }
  bool says_something = false;
  for (const char* name : {"reply", "status", "body", "location", "fault",
                           "raw", "stream", "encoding", "body_file"}) {
    says_something |= seen.contains(name);
  }
  if (!says_something) {
    at.Complain("an answer needs a reply, status, body, location or fault");
  }
  CheckDependences(seen, answer);
  CheckWire(seen, answer.wire);
  CheckForm(seen, answer.reply);
}

// `{padding}` becomes what it stands for.
void Pad(const std::string& padding, std::optional<std::string>& text) {
  if (padding.empty() || !text) {
    return;
  }
  for (std::size_t at = text->find(kPaddingPlace); at != std::string::npos;
       at = text->find(kPaddingPlace, at + padding.size())) {
    text->replace(at, kPaddingPlace.size(), padding);
  }
}

}  // namespace

const FieldTable<AnswersDraft>& AnswerFields() {
  static const FieldTable<AnswersDraft> table = MakeAnswerFields();
  return table;
}

const FieldTable<AnswersDraft>& AnswersFields() {
  static const FieldTable<AnswersDraft> table = [] {
    FieldTable<AnswersDraft> fields = {{"script", ReadScript}};
    fields.insert(fields.end(), AnswerFields().begin(), AnswerFields().end());
    return fields;
  }();
  return table;
}

std::vector<Answer> FinishAnswers(const Cursor& at, const SeenFields& seen,
                                  AnswersDraft draft) {
  SeenFields of_answer;
  for (const Field<AnswersDraft>& field : AnswerFields()) {
    const auto found = seen.find(field.name);
    if (found != seen.end()) {
      of_answer.insert(*found);
    }
  }
  const auto script = seen.find("script");
  if (script != seen.end()) {
    if (!of_answer.empty()) {
      of_answer.begin()->second.ComplainOfKey(
          "cannot stand beside `script`: put it into one of its answers");
    }
    return std::move(draft.script);
  }
  if (of_answer.empty()) {
    return {};
  }
  CheckAnswer(at, of_answer, draft.answer);
  if (draft.answer.location && !draft.answer.status) {
    draft.answer.status = 302;
  }
  Pad(draft.padding, draft.answer.body);
  Pad(draft.padding, draft.answer.location);
  Pad(draft.padding, draft.answer.wire.raw);
  return {std::move(draft.answer)};
}

}  // namespace fake
