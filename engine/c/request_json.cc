// SPDX-License-Identifier: Apache-2.0

#include "c/request_json.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "autodiscover/cache.h"
#include "autodiscover/preset.h"

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
  Wanted wanted = {.services = {}, .users = request.policy.wanted.users};
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

Problem ReadProtocols(const Json& value, Request& request) {
  const std::vector<Protocol> all = {Protocol::kPox, Protocol::kSoap,
                                     Protocol::kMobileSync, Protocol::kV2,
                                     Protocol::kDomainSettings};
  Names names;
  if (Problem problem = ReadNames(value, names)) {
    return problem;
  }
  // One by one, because their order counts.
  request.policy.protocols.clear();
  for (const std::string& name : names) {
    if (Problem problem =
            Choose(Json::array({name}), all, request.policy.protocols)) {
      return problem;
    }
  }
  return std::nullopt;
}

Problem ReadTickets(const Json& value, Request& request) {
  std::string place;
  Problem problem = ReadText(value, place);
  request.kerberos = Kerberos{.ticket_cache = place};
  return problem;
}

Problem ReadCertificates(const Json& value, Request& request) {
  Names names;
  if (Problem problem = ReadNames(value, names)) {
    return problem;
  }
  for (const std::string& name : names) {
    const std::size_t equals = name.find('=');
    if (equals == std::string::npos) {
      return name + " has not the form HOST=SHA256";
    }
    request.network.certificate_exceptions.push_back(
        {.host = name.substr(0, equals), .sha256 = name.substr(equals + 1)});
  }
  return std::nullopt;
}

Problem ReadCache(const Json& value, Request& request) {
  std::string path;
  if (Problem problem = ReadText(value, path)) {
    return problem;
  }
  const Result<std::shared_ptr<Cache>> cache =
      OpenFileCache(path.empty() ? DefaultCacheFile() : path);
  if (!cache) {
    return "cannot be used: " + cache.error().message;
  }
  request.cache = *cache;
  return std::nullopt;
}

// Before all other fields, because it is what they change.
Problem ReadPreset(const Json& request_json, Request& request) {
  const auto field = request_json.find("preset");
  if (field == request_json.end()) {
    return std::nullopt;
  }
  std::string name;
  if (Problem problem = ReadText(*field, name)) {
    return problem;
  }
  const std::optional<Policy> policy = Preset(name);
  if (!policy) {
    return name + " is not known";
  }
  request.policy = *policy;
  return std::nullopt;
}

using Reader = Problem (*)(const Json& value, Request& request);

// A text, or a list of texts, that is taken as it is.
template <auto Part, auto Member>
Problem ReadInto(const Json& value, Request& request) {
  auto& into = request.*Part.*Member;
  if constexpr (std::is_same_v<std::decay_t<decltype(into)>, std::string>) {
    return ReadText(value, into);
  } else {
    return ReadNames(value, into);
  }
}

struct Field {
  std::string_view name;
  Reader read;
};

constexpr std::array kFields = {
    Field{"address",
          [](const Json& v, Request& r) { return ReadText(v, r.address); }},
    Field{"username",
          [](const Json& v, Request& r) { return ReadText(v, r.username); }},
    Field{"preset", [](const Json&, Request&) { return Problem(); }},
    Field{"want", ReadWanted},
    Field{"users",
          [](const Json& v, Request& r) {
            return ReadNames(v, r.policy.wanted.users);
          }},
    Field{"protocols", ReadProtocols},
    Field{"endpoint", ReadInto<&Request::policy, &Policy::endpoint>},
    Field{"v2_hosts", ReadInto<&Request::policy, &Policy::v2_hosts>},
    Field{"auth", ReadSchemes},
    Field{"skip_sources", ReadSkipped},
    Field{"allow_redirect_to",
          ReadInto<&Request::policy, &Policy::consented_hosts>},
    Field{"token_hosts", ReadInto<&Request::policy, &Policy::token_hosts>},
    Field{"ticket_cache", ReadTickets},
    Field{"ticket_hosts", ReadInto<&Request::policy, &Policy::ticket_hosts>},
    Field{"trust_certificates", ReadCertificates},
    Field{"proxy", ReadInto<&Request::network, &Network::proxy>},
    Field{"cache", ReadCache},
    Field{"timeout_s", ReadTimeout},
    Field{"ca_file", ReadInto<&Request::network, &Network::ca_file>},
    Field{"name_servers", ReadInto<&Request::network, &Network::name_servers>},
    Field{"connect_to", ReadInto<&Request::network, &Network::connect_to>},
};

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
  if (name == "token") {
    return "is never part of a request; use autodiscover_set_token()";
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
  if (const Problem problem = ReadPreset(json, request)) {
    return Fail(ErrorCode::kInvalidAddress, "preset " + *problem);
  }
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
