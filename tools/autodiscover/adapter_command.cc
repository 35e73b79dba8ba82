// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/adapter_command.h"

#include <cstdlib>
#include <iostream>
#include <iterator>
#include <optional>

#include <nlohmann/json.hpp>

#include "autodiscover/preset.h"

#include "tools/autodiscover/exit_codes.h"
#include "tools/autodiscover/request.h"

namespace autodiscover::tools {
namespace {

using Json = nlohmann::json;

constexpr int kProtocolVersion = 1;

// `json[name]` when it is there and of the type of `fallback`.
template <typename Value>
Value Field(const Json& json, const char* name, Value fallback) {
  const auto found = json.find(name);
  if (found == json.end()) {
    return fallback;
  }
  const bool same_type = std::is_same_v<Value, std::string>
                             ? found->is_string()
                             : found->is_number();
  return same_type ? found->get<Value>() : fallback;
}

std::vector<std::string> Texts(const Json& json, const char* name) {
  std::vector<std::string> texts;
  const Json list = json.value(name, Json::array());
  for (const Json& text : list) {
    if (text.is_string()) {
      texts.push_back(text.get<std::string>());
    }
  }
  return texts;
}

// Sources have the names of the suite's features.
std::vector<std::string> SkippedSources(const Json& json) {
  std::vector<std::string> sources;
  for (const std::string& name : Texts(json, "without")) {
    for (const auto& [feature, source] :
         {std::pair{"root-domain", Source::kRootDomain},
          std::pair{"autodiscover-host", Source::kAutodiscoverHost},
          std::pair{"http-redirect-probe", Source::kHttpRedirect},
          std::pair{"srv", Source::kSrv}}) {
      if (name == feature) {
        sources.emplace_back(ToString(source));
      }
    }
  }
  return sources;
}

std::vector<std::string> TrustedCertificates(const Json& json) {
  std::vector<std::string> trusted;
  const Json hosts = json.value("trust", Json::object());
  for (const auto& [host, sha256] : hosts.items()) {
    if (sha256.is_string()) {
      trusted.push_back(host + '=' + sha256.get<std::string>());
    }
  }
  return trusted;
}

// What was found goes to a file there; without a folder, or where none can be
// made, each run is complete in itself.
std::shared_ptr<Cache> CacheIn(const std::string& folder) {
  if (folder.empty()) {
    return nullptr;
  }
  Result<std::shared_ptr<Cache>> cache =
      OpenFileCache(folder + "/cache.sqlite");
  return cache ? *cache : nullptr;
}

// A preset for one service looks for nothing else, whatever is asked.
bool WantsItsOwn(const std::string& preset) {
  const std::optional<Policy> policy = Preset(preset);
  return policy && policy->wanted.services != Wanted().services;
}

DiscoverOptions OptionsFrom(const Json& json, const AdapterOptions& adapter) {
  DiscoverOptions options;
  options.preset = adapter.preset;
  options.address = Field<std::string>(json, "address", "");
  options.username = Field<std::string>(json, "username", "");
  options.protocol = Field<std::string>(json, "protocol", "any");
  const std::string want = Field<std::string>(json, "want", "");
  if (!want.empty() && !WantsItsOwn(adapter.preset)) {
    options.wanted = {want};
  }
  options.timeout_s = Field<double>(json, "timeout_s", options.timeout_s);
  options.network.ca_file = Field<std::string>(json, "ca_file", "");
  options.allow_redirect_to = Texts(json, "allow_redirect_to");
  options.token_hosts = Texts(json, "token_hosts");
  options.v2_hosts = Texts(json, "v2_hosts");
  options.endpoint = Field<std::string>(json, "endpoint", "");
  options.network.proxy = Field<std::string>(json, "proxy", "");
  options.skipped_sources = SkippedSources(json);
  options.trusted_certificates = TrustedCertificates(json);
  options.directory = {
      .uri = Field<std::string>(json, "directory", ""),
      .site = Field<std::string>(json, "directory_site", ""),
      .login = json.value("directory_login", Json(false)) == Json(true)};
  // The world has a realm: its user is one who would turn Kerberos on.
  options.kerberos = std::getenv("KRB5_CONFIG") != nullptr;
  return options;
}

Json SettingsOf(const Settings& settings) {
  Json all = settings.named;
  for (const ProtocolSettings& block : settings.protocols) {
    for (const auto& [name, value] : block.values) {
      all[block.type + "." + name] = value;
    }
  }
  return all;
}

Json AttemptsOf(const Outcome& outcome) {
  Json all = Json::array();
  for (const Attempt& attempt : outcome.attempts) {
    all.push_back({{"target", attempt.action},
                   {"stage", ToString(attempt.stage)},
                   {"reason", attempt.reason}});
  }
  return all;
}

Json ReplyFor(const Outcome& outcome) {
  if (outcome.settings) {
    const Settings& settings = *outcome.settings;
    return {{"outcome", "found"},
            {"ews_url", settings.ews_url},
            {"mapi_url", settings.mapi_url},
            {"activesync_url", settings.activesync_url},
            {"address", settings.smtp_address},
            {"trust", ToString(outcome.trust)},
            {"attempts", AttemptsOf(outcome)},
            {"settings", SettingsOf(settings)}};
  }
  const Error error = outcome.error.value_or(Error{});
  return {{"outcome", AdapterOutcome(error.code)},
          {"message", error.message},
          {"attempts", AttemptsOf(outcome)}};
}

Json Answer(const Json& json, const AdapterOptions& adapter,
            const DiscoverFunction& discover) {
  if (Field<double>(json, "version", 0) != kProtocolVersion) {
    return {
        {"outcome", "unsupported"},
        {"message", "of the adapter protocol only version 1 is known here"}};
  }
  const DiscoverOptions options = OptionsFrom(json, adapter);
  const bool understood =
      Field<std::string>(json, "command", "") == "discover" &&
      (options.protocol == "any" || options.protocol == "pox" ||
       options.protocol == "soap" || options.protocol == "mobilesync" ||
       options.protocol == "v2");
  if (!understood) {
    return {{"outcome", "unsupported"}};
  }
  Request request = MakeRequest(options);
  request.cache = CacheIn(Field<std::string>(json, "state_dir", ""));
  request.cache_limits.negative = std::chrono::seconds{0};
  if (const auto token = json.find("token");
      token != json.end() && token->is_string()) {
    request.token = [text = token->get<std::string>()](const BearerChallenge&) {
      return text;
    };
  }
  if (const auto password = json.find("password");
      password != json.end() && password->is_string()) {
    request.password = [text = password->get<std::string>()] { return text; };
  }
  const Json reply = ReplyFor(discover(request));
  // Whoever asks for another service than the preset's is told that there is
  // something, not that it is what was asked for.
  const bool another = WantsItsOwn(adapter.preset) &&
                       Field<std::string>(json, "want", "") !=
                           ToString(request.policy.wanted.services.front());
  return another ? Json{{"outcome", reply.at("outcome")}} : reply;
}

}  // namespace

const char* AdapterOutcome(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidAddress:
      return "invalid_address";
    case ErrorCode::kAuthenticationFailed:
      return "auth_failed";
    case ErrorCode::kRefusedByPolicy:
      return "refused";
    case ErrorCode::kServerError:
      return "server_error";
    case ErrorCode::kTlsFailed:
      return "tls_error";
    case ErrorCode::kNotFound:
    case ErrorCode::kTimedOut:
      return "not_found";
    case ErrorCode::kCancelled:
      return "error";
  }
  return "error";
}

std::string AnswerAdapterRequest(const std::string& request_text,
                                 const AdapterOptions& adapter,
                                 const DiscoverFunction& discover) {
  const Json json = Json::parse(request_text, nullptr, false);
  if (!json.is_object()) {
    return "";
  }
  return Answer(json, adapter, discover)
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

int RunAdapter(const AdapterOptions& adapter) {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const std::string reply = AnswerAdapterRequest(text, adapter, Discover);
  if (reply.empty()) {
    std::cerr << "autodiscover: standard input is not a JSON object: "
                 "conformance/ADAPTERS.md has the request\n";
    return kExitUsage;
  }
  std::cout << reply << '\n' << std::flush;
  return kExitFound;
}

}  // namespace autodiscover::tools
