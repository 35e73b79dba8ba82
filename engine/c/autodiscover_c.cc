// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "autodiscover/autodiscover.h"
#include "autodiscover/client.h"
#include "autodiscover/json.h"
#include "autodiscover/version.h"

#include "c/question_json.h"
#include "c/request_json.h"
#include "driver/secret.h"

struct autodiscover_handle {
  autodiscover::Request request;
  std::optional<autodiscover::driver::Secret> password;
  std::string result;
};

const char* autodiscover_version(void) {
  static const std::string version(autodiscover::kVersion);
  return version.c_str();
}

autodiscover_handle* autodiscover_new(const char* request_json, char* error,
                                      size_t error_size) {
  auto request = autodiscover::c::RequestFromJson(
      request_json == nullptr ? "" : request_json);
  if (!request) {
    if (error != nullptr && error_size > 0) {
      const std::string& why = request.error().message;
      const size_t length = std::min(why.size(), error_size - 1);
      std::memcpy(error, why.data(), length);
      error[length] = 0;
    }
    return nullptr;
  }
  // The caller owns it, and gives it back to autodiscover_free().
  return new autodiscover_handle{
      .request = std::move(*request), .password = {}, .result = {}};
}

void autodiscover_set_password(autodiscover_handle* handle,
                               const char* password) {
  if (password == nullptr) {
    handle->password.reset();
    handle->request.password = nullptr;
    return;
  }
  handle->password.emplace(std::string(password));
  handle->request.password = [handle] { return handle->password->Reveal(); };
}

void autodiscover_set_token(autodiscover_handle* handle,
                            autodiscover_token_function token, void* data) {
  handle->request.token = nullptr;
  if (token != nullptr) {
    handle->request.token =
        [token, data](const autodiscover::BearerChallenge& challenge) {
          const char* text =
              token(autodiscover::c::ToJson(challenge).c_str(), data);
          return std::string(text == nullptr ? "" : text);
        };
  }
}

void autodiscover_set_consent(autodiscover_handle* handle,
                              autodiscover_consent_function consent,
                              void* data) {
  handle->request.consent = nullptr;
  if (consent != nullptr) {
    handle->request.consent =
        [consent, data](const autodiscover::ConsentQuestion& question) {
          return consent(autodiscover::c::ToJson(question).c_str(), data) != 0;
        };
  }
}

const char* autodiscover_discover(autodiscover_handle* handle) {
  handle->result =
      autodiscover::ToJson(autodiscover::Discover(handle->request));
  return handle->result.c_str();
}

void autodiscover_cancel(autodiscover_handle* handle) {
  handle->request.cancellation.Cancel();
}

void autodiscover_free(autodiscover_handle* handle) { delete handle; }
