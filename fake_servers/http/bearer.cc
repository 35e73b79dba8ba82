// SPDX-License-Identifier: Apache-2.0

#include "http/bearer.h"

#include "auth/encoding.h"

namespace fake {
namespace {

BearerOutcome Refused(const std::string& diagnostics) {
  return {.headers = {{"x-ms-diagnostics", diagnostics}}};
}

}  // namespace

BearerOutcome CheckBearer(const Request& request, std::string_view token,
                          const BearerOptions& options,
                          const Directory& directory) {
  const auto audience = directory.AudienceOf(token);
  if (!audience) {
    return Refused(
        "2000001;reason=\"The token cannot be validated.\";"
        "error_category=\"invalid_token\"");
  }
  if (!options.audience.empty() && !audience->empty() &&
      *audience != options.audience) {
    return Refused(
        "2000003;reason=\"The token is for another audience.\";"
        "error_category=\"invalid_resource\"");
  }
  if (options.anchor_required &&
      FindHeader(request.headers, "X-AnchorMailbox").value_or("").empty()) {
    return Refused(
        "2000010;reason=\"The request has no X-AnchorMailbox.\";"
        "error_category=\"invalid_request\"");
  }
  return {.accepted = true};
}

std::string BearerChallenge(const BearerOptions& options) {
  return "Bearer client_id=" + Quoted(options.client_id) +
         ", trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\", "
         "token_types=\"app_asserted_user_v1 service_asserted_app_v1\", "
         "authorization_uri=" +
         Quoted(options.authorization_uri);
}

}  // namespace fake
