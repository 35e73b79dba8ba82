// SPDX-License-Identifier: Apache-2.0

#include "world/form_reader.h"

#include <string>
#include <utility>

#include "world/scalars.h"

namespace fake {
namespace {

// A week, in the hours that POX counts in.
constexpr long kTtlMost = 168;
constexpr long kCutMost = 1L << 30;

const Words<Flavour>& FlavourWords() {
  static const Words<Flavour> known = {
      {"exchange2010", Flavour::kExchange2010},
      {"exchange2013", Flavour::kExchange2013},
      {"exchange2016", Flavour::kExchange2016},
      {"exchange2019", Flavour::kExchange2019},
      {"exchange-online", Flavour::kExchangeOnline},
      {"grommunio", Flavour::kGrommunio},
      {"z-push", Flavour::kZPush},
      {"zimbra", Flavour::kZimbra},
      {"automx", Flavour::kAutomx},
  };
  return known;
}

const Words<PoxProtocol>& ProtocolWords() {
  static const Words<PoxProtocol> known = {
      {"exch", PoxProtocol::kExch},     {"expr", PoxProtocol::kExpr},
      {"exhttp", PoxProtocol::kExhttp}, {"mapi", PoxProtocol::kMapi},
      {"web", PoxProtocol::kWeb},       {"imap", PoxProtocol::kImap},
      {"smtp", PoxProtocol::kSmtp},
  };
  return known;
}

const Words<Shape>& ShapeWords() {
  static const Words<Shape> known = {
      {"no-declaration", Shape::kNoDeclaration},
      {"bom", Shape::kBom},
      {"leading-space", Shape::kLeadingSpace},
      {"prefixed", Shape::kPrefixed},
      {"reordered", Shape::kReordered},
      {"comments", Shape::kComments},
      {"utf-16", Shape::kUtf16},
      {"cdata", Shape::kCdata},
      {"unknown-elements", Shape::kUnknownElements},
      {"duplicate-protocols", Shape::kDuplicateProtocols},
      {"wrong-namespace", Shape::kWrongNamespace},
      {"dtd-bomb", Shape::kDtdBomb},
      {"external-entity", Shape::kExternalEntity},
      {"parameter-entity", Shape::kParameterEntity},
      {"deep", Shape::kDeep},
      {"control-characters", Shape::kControlCharacters},
  };
  return known;
}

void ReadProtocols(const Cursor& at, BodyForm& out) {
  at.ForEachItem("a list of protocols", [&out](const Cursor& item) {
    if (const auto protocol = ReadWord(item, ProtocolWords())) {
      out.protocols.push_back(*protocol);
    }
  });
}

void ReadMailboxes(const Cursor& at, BodyForm& out) {
  at.ForEachItem("a list of mailboxes", [&out](const Cursor& item) {
    LinkedMailbox mailbox;
    const SeenFields seen = ReadFields(item, "a map with a mailbox",
                                       LinkedMailboxFields(), mailbox);
    if (item.is_map() && !seen.contains("address")) {
      item.Complain("`address` is missing");
    }
    out.alternative_mailboxes.push_back(std::move(mailbox));
  });
}

// A name and the SOAP error that it gets.
Flags ReadErrors(const Cursor& at) {
  Flags errors;
  at.ForEachEntry("a map of names and SOAP errors",
                  [&errors](const std::string& name, const Cursor& value) {
                    if (auto code = ReadFullText(value)) {
                      errors[name] = *std::move(code);
                    }
                  });
  return errors;
}

void ReadTtl(const Cursor& at, BodyForm& out) {
  if (const auto hours = ReadNumber(at, 0, kTtlMost)) {
    out.ttl = static_cast<int>(*hours);
  }
}

void ReadCut(const Cursor& at, BodyForm& out) {
  if (const auto bytes = ReadNumber(at, 0, kCutMost)) {
    out.cut_after = static_cast<std::size_t>(*bytes);
  }
}

}  // namespace

const FieldTable<LinkedMailbox>& LinkedMailboxFields() {
  static const FieldTable<LinkedMailbox> table = {
      {"type", [](const Cursor& at,
                  LinkedMailbox& out) { Store(ReadFullText(at), out.type); }},
      {"address",
       [](const Cursor& at, LinkedMailbox& out) {
         Store(ReadFullText(at), out.address);
       }},
      {"display_name",
       [](const Cursor& at, LinkedMailbox& out) {
         Store(ReadText(at), out.display_name);
       }},
  };
  return table;
}

const FieldTable<BodyForm>& FormFields() {
  static const FieldTable<BodyForm> table = {
      {"flavour",
       [](const Cursor& at, BodyForm& out) {
         Store(ReadWord(at, FlavourWords()), out.flavour);
       }},
      {"protocols", ReadProtocols},
      {"alternative_mailboxes", ReadMailboxes},
      {"public_folders",
       [](const Cursor& at, BodyForm& out) {
         Store(ReadFullText(at), out.public_folders);
       }},
      {"ttl", ReadTtl},
      {"user_errors", [](const Cursor& at,
                         BodyForm& out) { out.user_errors = ReadErrors(at); }},
      {"setting_errors",
       [](const Cursor& at, BodyForm& out) {
         out.setting_errors = ReadErrors(at);
       }},
      {"cut_after", ReadCut},
  };
  return table;
}

void CheckForm(const SeenFields& seen, ReplyKind reply) {
  if (reply == ReplyKind::kSettings) {
    return;
  }
  for (const char* field :
       {"protocols", "alternative_mailboxes", "public_folders", "ttl",
        "user_errors", "setting_errors"}) {
    const auto place = seen.find(field);
    if (place != seen.end()) {
      place->second.ComplainOfKey(
          "has a meaning only beside `reply: settings`");
    }
  }
}

std::vector<Shape> ReadShapes(const Cursor& at) {
  std::vector<Shape> shapes;
  at.ForEachItem("a list of shapes", [&shapes](const Cursor& item) {
    if (const auto shape = ReadWord(item, ShapeWords())) {
      shapes.push_back(*shape);
    }
  });
  return shapes;
}

}  // namespace fake
