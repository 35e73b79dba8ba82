// SPDX-License-Identifier: Apache-2.0

#include "driver/gss.h"

#include <utility>

#include "driver/base64.h"

namespace autodiscover::driver {

GssHandles::~GssHandles() {
  OM_uint32 minor = 0;
  gss_delete_sec_context(&minor, &context, GSS_C_NO_BUFFER);
  gss_release_cred(&minor, &credential);
  gss_release_name(&minor, &user);
  gss_release_name(&minor, &service);
  gss_release_buffer(&minor, &token);
}

gss_OID_desc GssOid(std::string_view content) {
  return {.length = static_cast<OM_uint32>(content.size()),
          .elements = const_cast<char*>(content.data())};  // NOLINT
}

gss_buffer_desc GssBuffer(std::string_view text) {
  return {.length = text.size(),
          .value = const_cast<char*>(text.data())};  // NOLINT
}

std::string_view TextOf(const gss_buffer_desc& buffer) {
  return {static_cast<const char*>(buffer.value), buffer.length};
}

std::string WordsFor(OM_uint32 minor_status) {
  OM_uint32 minor = 0;
  OM_uint32 more = 0;
  gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
  if (gss_display_status(&minor, minor_status, GSS_C_MECH_CODE, GSS_C_NO_OID,
                         &more, &text) != GSS_S_COMPLETE) {
    return "GSSAPI does not say why";
  }
  std::string words(TextOf(text));
  gss_release_buffer(&minor, &text);
  return words;
}

Secret NegotiateHeader(std::string_view token) {
  std::string encoded;
  encoded.reserve((token.size() + 2) / 3 * 4);
  AppendBase64(token, encoded);
  std::string value;
  value.reserve(10 + encoded.size());
  value.append("Negotiate ").append(encoded);
  Wipe(encoded);
  return Secret(std::move(value));
}

}  // namespace autodiscover::driver
