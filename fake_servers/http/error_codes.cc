// SPDX-License-Identifier: Apache-2.0

#include "http/error_codes.h"

#include <array>

#include "history/letter_case.h"

namespace fake {
namespace {

struct Row {
  const char* pox;
  const char* soap;
  const char* v2;
  int v2_status;
  const char* message;
};

// The first row with a code is the one it is translated by.
constexpr std::array kRows = {
    Row{"500", "InvalidUser", "UserNotFound", 404,
        "The email address can't be found."},
    Row{"501", "InvalidUser", "UserNotFound", 404,
        "The email address is known, but nothing is configured for it."},
    Row{"600", "InvalidRequest", "MandatoryParameterMissing", 400,
        "Invalid Request"},
    Row{"601", "InvalidRequest", "ProtocolNotSupported", 400,
        "Provider is not available"},
    Row{"603", "InternalServerError", "InternalServerError", 500,
        "An internal error has occurred."},
    Row{"602", "InternalServerError", "InternalServerError", 500,
        "The configuration of the email address is broken."},
    Row{"603", "ServerBusy", "ServerBusy", 503, "The server is busy."},
    Row{"500", "InvalidDomain", "UserNotFound", 404,
        "The domain can't be found."},
    Row{"500", "NotFederated", "UserNotFound", 404,
        "The domain is not federated."},
    Row{"600", "InvalidSetting", "MandatoryParameterMissing", 400,
        "A requested setting is not known."},
    Row{"602", "SettingIsNotAvailable", "ProtocolNotSupported", 400,
        "A requested setting is not available."},
};

bool IsNumber(std::string_view code) {
  return !code.empty() &&
         code.find_first_not_of("0123456789") == std::string_view::npos;
}

ErrorCode FromRow(const Row& row) {
  return {.pox = row.pox,
          .soap = row.soap,
          .v2 = row.v2,
          .v2_status = row.v2_status,
          .message = row.message};
}

ErrorCode Known(std::string_view code) {
  for (const Row& row : kRows) {
    if (row.pox == code || EqualsIgnoringCase(row.soap, code)) {
      return FromRow(row);
    }
  }
  ErrorCode error = Known("603");
  (IsNumber(code) ? error.pox : error.soap) = code;
  return error;
}

}  // namespace

ErrorCode ErrorNamed(std::string_view code, std::string_view message) {
  ErrorCode error = Known(code);
  if (!message.empty()) {
    error.message = message;
  }
  return error;
}

}  // namespace fake
