// SPDX-License-Identifier: Apache-2.0

#include "codec/soap.h"
#include "fuzz/answer_properties.h"
#include "fuzz/target.h"

namespace codec = autodiscover::codec;

namespace {

// There is one answer for each of the others, in their order.
void CheckUsers(const std::vector<autodiscover::UserAnswer>& users) {
  MustHold(users.size() == 2 && users[0].address == "b" &&
           users[1].address == "c");
  for (const autodiscover::UserAnswer& user : users) {
    MustHold(user.settings.has_value() == user.error.empty());
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto limits = codec::XmlLimits::From(autodiscover::Policy());
  const std::string_view text = AsText(data, size);
  const codec::Answer answer =
      codec::ReadGetUserSettings(text, limits, {"b", "c"});
  autodiscover::fuzz::CheckAnswer(answer);
  if (const auto* said = std::get_if<codec::SettingsAnswer>(&answer)) {
    CheckUsers(said->users);
  }
  const codec::Answer domain = codec::ReadGetDomainSettings(text, limits);
  autodiscover::fuzz::CheckAnswer(domain);
  // One document answers one question.
  MustHold(!std::holds_alternative<codec::SettingsAnswer>(domain) ||
           std::holds_alternative<codec::NoAnswer>(answer));
  if (const auto* error = std::get_if<codec::ErrorAnswer>(&answer)) {
    MustHold(codec::VersionInstead(*error).starts_with("Exchange"));
  }
  return 0;
}
