// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include "codec/soap.h"
#include "codec/soap_envelope.h"
#include "codec/soap_settings.h"

namespace autodiscover::codec {
namespace {

using Users = std::vector<const XmlElement*>;

bool HasSettings(const Settings& settings) {
  return !(settings.named.empty() && settings.mailboxes.empty());
}

// Old servers give settings without a word of success (`said`, the code of the
// whole response, is empty).
bool IsSuccess(const ErrorAnswer& code, std::string_view said,
               const Settings& settings) {
  return code.code == "NoError" ||
         (code.code.empty() && said.empty() && HasSettings(settings));
}

Answer ReadOne(const XmlElement& element, const SoapResponse& response,
               Settings (*read)(const XmlElement&)) {
  if (std::optional<Answer> redirect = ReadSoapRedirect(element)) {
    return *std::move(redirect);
  }
  ErrorAnswer code = ReadSoapCode(element);
  Settings settings = read(element);
  if (IsSuccess(code, response.code, settings)) {
    settings.server_version = response.server_version;
    return SettingsAnswer{.settings = std::move(settings)};
  }
  if (code.code.empty()) {
    return NoAnswer{.why = "does not say whether it succeeded"};
  }
  return code;
}

// The elements of that name in the list of that name.
Users ElementsOf(const XmlElement& response, std::string_view list,
                 std::string_view item) {
  Users users;
  ForEachSoapItem(response, list, item,
                  [&users](const XmlElement& user) { users.push_back(&user); });
  return users;
}

UserAnswer ReadOther(const std::string& address, const XmlElement& user,
                     const SoapResponse& response) {
  UserAnswer other{.address = address};
  Answer answer = ReadOne(user, response, ReadUserSettings);
  if (auto* settings = std::get_if<SettingsAnswer>(&answer)) {
    other.settings = std::move(settings->settings);
    return other;
  }
  const ErrorAnswer code = ReadSoapCode(user);
  other.error = code.code.empty() ? std::string(kNotAnswered) : code.code;
  other.message = code.message;
  other.redirect = SoapText(user, "RedirectTarget");
  return other;
}

// Answers keep the order of the question and may be fewer.
std::vector<UserAnswer> ReadOthers(const std::vector<std::string>& others,
                                   const Users& users,
                                   const SoapResponse& response) {
  std::vector<UserAnswer> answers;
  for (std::size_t place = 1; place <= others.size(); ++place) {
    const std::string& address = others[place - 1];
    if (place < users.size()) {
      answers.push_back(ReadOther(address, *users[place], response));
    } else {
      answers.push_back(
          {.address = address, .error = std::string(kNotAnswered)});
    }
  }
  return answers;
}

// Puts `users` beside the answer, if it is of a kind that has them.
Answer WithUsers(Answer answer, std::vector<UserAnswer> users) {
  if (auto* settings = std::get_if<SettingsAnswer>(&answer)) {
    settings->users = std::move(users);
  } else if (auto* error = std::get_if<ErrorAnswer>(&answer)) {
    error->users = std::move(users);
  }
  return answer;
}

}  // namespace

Answer ReadGetUserSettings(std::string_view body, const XmlLimits& limits,
                           const std::vector<std::string>& others) {
  auto read = ReadSoapAnswer(body, "GetUserSettingsResponseMessage", limits);
  if (auto* error = std::get_if<ErrorAnswer>(&read)) {
    return std::move(*error);
  }
  if (auto* none = std::get_if<NoAnswer>(&read)) {
    return std::move(*none);
  }
  const auto& response = std::get<SoapResponse>(read);
  const Users users =
      ElementsOf(*response.response, "UserResponses", "UserResponse");
  if (users.empty()) {
    return NoAnswer{.why = "has nothing about the user in it"};
  }
  return WithUsers(ReadOne(*users.front(), response, ReadUserSettings),
                   ReadOthers(others, users, response));
}

Answer ReadGetDomainSettings(std::string_view body, const XmlLimits& limits) {
  auto read = ReadSoapAnswer(body, "GetDomainSettingsResponseMessage", limits);
  if (auto* error = std::get_if<ErrorAnswer>(&read)) {
    return std::move(*error);
  }
  if (auto* none = std::get_if<NoAnswer>(&read)) {
    return std::move(*none);
  }
  const auto& response = std::get<SoapResponse>(read);
  const Users domains =
      ElementsOf(*response.response, "DomainResponses", "DomainResponse");
  return domains.empty()
             ? NoAnswer{.why = "has nothing about the domain in it"}
             : ReadOne(*domains.front(), response, ReadDomainSettings);
}

}  // namespace autodiscover::codec
