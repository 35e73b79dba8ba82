// SPDX-License-Identifier: Apache-2.0

#include "c/question_json.h"

#include <nlohmann/json.hpp>

namespace autodiscover::c {
namespace {

using Json = nlohmann::ordered_json;

// Server text need not be UTF-8; JSON must.
std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string ToJson(const BearerChallenge& challenge) {
  return Dump({{"host", challenge.host},
               {"authorization_uri", challenge.authorization_uri},
               {"tenant", challenge.tenant},
               {"client_id", challenge.client_id},
               {"realm", challenge.realm}});
}

std::string ToJson(const ConsentQuestion& question) {
  return Dump({{"mail_domain", question.mail_domain},
               {"host", question.host},
               {"port", question.port},
               {"reason", question.reason}});
}

}  // namespace autodiscover::c
