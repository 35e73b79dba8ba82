// SPDX-License-Identifier: Apache-2.0
//
// What the logins by GSSAPI have in common. Private to the driver: GSSAPI's
// types appear here.

#ifndef AUTODISCOVER_DRIVER_GSS_H_
#define AUTODISCOVER_DRIVER_GSS_H_

#include <string>
#include <string_view>

#include <gssapi/gssapi.h>

#include "driver/secret.h"

namespace autodiscover::driver {

// Owns what GSSAPI hands out in the course of one login.
struct GssHandles {
  GssHandles() = default;
  ~GssHandles();
  GssHandles(const GssHandles&) = delete;
  GssHandles& operator=(const GssHandles&) = delete;
  GssHandles(GssHandles&&) = delete;
  GssHandles& operator=(GssHandles&&) = delete;

  gss_ctx_id_t context = GSS_C_NO_CONTEXT;
  gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
  gss_name_t user = GSS_C_NO_NAME;
  gss_name_t service = GSS_C_NO_NAME;
  gss_buffer_desc token = GSS_C_EMPTY_BUFFER;
};

// GSSAPI takes what it only reads as if it were to write to it.
[[nodiscard]] gss_OID_desc GssOid(std::string_view content);
[[nodiscard]] gss_buffer_desc GssBuffer(std::string_view text);
[[nodiscard]] std::string_view TextOf(const gss_buffer_desc& buffer);

// The mechanism's own words: those of GSSAPI say "unspecified failure".
[[nodiscard]] std::string WordsFor(OM_uint32 minor_status);

// The value of an `Authorization` header. Spec: RFC 4559.
[[nodiscard]] Secret NegotiateHeader(std::string_view token);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_GSS_H_
