// SPDX-License-Identifier: Apache-2.0

#include "c/request_json.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace autodiscover::c {
namespace {

using Json = nlohmann::json;
using Names = std::vector<std::string>;

// Each reader gives what is wrong with the field, or nothing.
using Problem = std::optional<std::string>;

Problem ReadText(const Json& value, std::string& into) {
  if (!value.is_string()) {
    return "must be a text";
  }
  into = value.get<std::string>();
  return std::nullopt;
}

Problem ReadNames(const Json& value, Names& into) {
  if (!value.is_array() ||
      !std::all_of(value.begin(), value.end(),
                   [](const Json& item) { return item.is_string(); })) {
    return "must be a list of texts";
  }
  into = value.get<Names>();
  return std::nullopt;
}

// The values of `all` that are named; a problem if a name is none of theirs.
template <typename Values>
Problem Choose(const Json& value, const Values& all, Values& chosen) {
  Names names;
  if (Problem problem = ReadNames(value, names)) {
    return problem;
  }
  std::string known;
  for (const auto one : all) {
    const std::string name(ToString(one));
    known += known.empty() ? name : ", " + name;
    if (std::erase(names, name) > 0) {
      chosen.insert(chosen.end(), one);
    }
  }
  return names.empty() ? Problem()
                       : names.front() + " is not known; allowed are " + known;
}

Problem ReadWanted(const Json& value, Request& request) {
  constexpr std::string_view kSetting = "setting:";
  Names names;
  if (Problem problem = ReadNames(value, names)) {
    return problem;
  }
  Wanted wanted = {.services = {}};
  Json services = Json::array();
  for (const std::string& name : names) {
    if (name.starts_with(kSetting) && name.size() > kSetting.size()) {
      wanted.settings.push_back(name.substr(kSetting.size()));
    } else {
      services.push_back(name);
    }
  }
  const std::vector<Service> all(kServices.begin(), kServices.end());
  Problem problem = Choose(services, all, wanted.services);
  request.policy.wanted = wanted;
  return problem ? *problem + " and setting:NAME" : problem;
}

Problem ReadSchemes(const Json& value, Request& request) {
  std::set<AuthScheme> chosen;
  Problem problem = Choose(value, request.policy.auth_schemes, chosen);
  request.policy.auth_schemes = chosen;
  return problem;
}

Problem ReadSkipped(const Json& value, Request& request) {
  std::vector<Source> skipped;
  Problem problem = Choose(value, request.policy.sources, skipped);
  std::erase_if(request.policy.sources, [&skipped](Source source) {
    return std::find(skipped.begin(), skipped.end(), source) != skipped.end();
  });
  return problem;
}

Problem ReadTimeout(const Json& value, Request& request) {
  constexpr double kLongest = 86'400;
  const double seconds = value.is_number() ? value.get<double>() : 0;
  if (!(seconds > 0 && seconds <= kLongest)) {
    return "must be a number of seconds, above 0 and at most 86400";
  }
  request.policy.run_limit = std::chrono::ceil<std::chrono::milliseconds>(
      std::chrono::duration<double>(seconds));
  return std::nullopt;
}

struct Field {
  std::string_view name;
  Problem (*read)(const Json& value, Request& request);
};

constexpr std::array<Field, 10> kFields = {{
    {"address",
     [](const Json& v, Request& r) { return ReadText(v, r.address); }},
    {"username",
     [](const Json& v, Request& r) { return ReadText(v, r.username); }},
    {"want", ReadWanted},
    {"auth", ReadSchemes},
    {"skip_sources", ReadSkipped},
    {"allow_redirect_to",
     [](const Json& v, Request& r) {
       return ReadNames(v, r.policy.consented_hosts);
     }},
    {"timeout_s", ReadTimeout},
    {"ca_file",
     [](const Json& v, Request& r) { return ReadText(v, r.network.ca_file); }},
    {"name_servers",
     [](const Json& v, Request& r) {
       return ReadNames(v, r.network.name_servers);
     }},
    {"connect_to",
     [](const Json& v, Request& r) {
       return ReadNames(v, r.network.connect_to);
     }},
}};

Problem ReadField(const std::string& name, const Json& value,
                  Request& request) {
  for (const Field& field : kFields) {
    if (field.name == name) {
      return field.read(value, request);
    }
  }
  if (name == "password") {
    return "is never part of a request; use autodiscover_set_password()";
  }
  return "is not a field of a request";
}

}  // namespace

Result<Request> RequestFromJson(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    return Fail(ErrorCode::kInvalidAddress, "the request is no JSON object");
  }
  Request request;
  for (const auto& item : json.items()) {
    if (const Problem problem = ReadField(item.key(), item.value(), request)) {
      return Fail(ErrorCode::kInvalidAddress, item.key() + " " + *problem);
    }
  }
  if (request.address.empty()) {
    return Fail(ErrorCode::kInvalidAddress,
                "the request has no address; write the mailbox into it");
  }
  return request;
}

}  // namespace autodiscover::c
