// SPDX-License-Identifier: Apache-2.0

#include "driver/kerberos_token.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>
#include <krb5/krb5.h>

#include "base/strings.h"
#include "driver/gss.h"
#include "driver/spnego.h"

namespace autodiscover::driver {
namespace {

constexpr std::size_t kReasonBytesMax = 200;

tl::unexpected<Error> NoTicket(const std::string& why) {
  return Fail(ErrorCode::kNotFound, SafeText(why, kReasonBytesMax));
}

// ---- By password: a cache of our own in memory, with one ticket.

class PasswordCache {
 public:
  PasswordCache() { code_ = krb5_init_context(&context_); }
  ~PasswordCache() {
    if (cache_ != nullptr) {
      krb5_cc_destroy(context_, cache_);
    }
    krb5_free_principal(context_, principal_);
    if (context_ != nullptr) {
      krb5_free_context(context_);
    }
  }
  PasswordCache(const PasswordCache&) = delete;
  PasswordCache& operator=(const PasswordCache&) = delete;
  PasswordCache(PasswordCache&&) = delete;
  PasswordCache& operator=(PasswordCache&&) = delete;

  // The name of the cache, filled with the user's ticket.
  [[nodiscard]] Result<std::string> Fill(std::string_view user,
                                         const std::string& realm,
                                         const Secret& password) {
    const std::string name(user);
    if (code_ == 0) {
      code_ = krb5_build_principal(
          context_, &principal_, static_cast<unsigned>(realm.size()),
          realm.c_str(), name.c_str(), static_cast<char*>(nullptr));
    }
    if (code_ == 0) {
      code_ = krb5_cc_new_unique(context_, "MEMORY", nullptr, &cache_);
    }
    if (code_ == 0) {
      code_ = krb5_cc_initialize(context_, cache_, principal_);
    }
    if (code_ == 0) {
      code_ = AskForTicket(password);
    }
    if (code_ != 0) {
      return Why();
    }
    return StrCat("MEMORY:", krb5_cc_get_name(context_, cache_));
  }

 private:
  krb5_error_code AskForTicket(const Secret& password) {
    krb5_creds ticket{};
    krb5_error_code code = krb5_get_init_creds_password(
        context_, &ticket, principal_, password.Reveal().c_str(), nullptr,
        nullptr, 0, nullptr, nullptr);
    if (code == 0) {
      code = krb5_cc_store_cred(context_, cache_, &ticket);
      krb5_free_cred_contents(context_, &ticket);
    }
    return code;
  }

  [[nodiscard]] tl::unexpected<Error> Why() const {
    constexpr std::array<krb5_error_code, 4> kRejections = {
        KRB5KDC_ERR_PREAUTH_FAILED, KRB5KRB_AP_ERR_BAD_INTEGRITY,
        KRB5KDC_ERR_KEY_EXP, KRB5KDC_ERR_CLIENT_REVOKED};
    const bool rejected =
        std::ranges::find(kRejections, code_) != kRejections.end();
    const char* message = krb5_get_error_message(context_, code_);
    std::string text = SafeText(message, kReasonBytesMax);
    krb5_free_error_message(context_, message);
    return Fail(
        rejected ? ErrorCode::kAuthenticationFailed : ErrorCode::kNotFound,
        std::move(text));
  }

  krb5_context context_ = nullptr;
  krb5_ccache cache_ = nullptr;
  krb5_principal principal_ = nullptr;
  krb5_error_code code_ = 0;
};

// ---- From a cache: GSSAPI.

// GSSAPI would look the host up and take what DNS calls it. As a principal of
// no realm the name is left alone, and the realm's own rules apply.
bool NameService(const std::string& host, OM_uint32& minor,
                 GssHandles& handles) {
  std::string text = StrCat("HTTP/", host, "@");
  gss_buffer_desc buffer = GssBuffer(text);
  return gss_import_name(&minor, &buffer, GSS_KRB5_NT_PRINCIPAL_NAME,
                         &handles.service) == GSS_S_COMPLETE;
}

bool TakeCredential(const std::string& cache, OM_uint32& minor,
                    GssHandles& handles) {
  gss_OID_desc spnego = GssOid(kSpnegoOid);
  gss_OID_set_desc spnego_alone = {.count = 1, .elements = &spnego};
  gss_OID_set_desc kerberos_alone = {.count = 1, .elements = gss_mech_krb5};
  gss_key_value_element_desc place = {.key = "ccache", .value = cache.c_str()};
  const gss_key_value_set_desc store = {.count = 1, .elements = &place};
  // Another mechanism would find credentials of its own: NTLM's for example.
  return gss_acquire_cred_from(
             &minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, &spnego_alone,
             GSS_C_INITIATE, cache.empty() ? GSS_C_NO_CRED_STORE : &store,
             &handles.credential, nullptr, nullptr) == GSS_S_COMPLETE &&
         gss_set_neg_mechs(&minor, handles.credential, &kerberos_alone) ==
             GSS_S_COMPLETE;
}

bool MakeToken(OM_uint32& minor, GssHandles& handles) {
  gss_OID_desc spnego = GssOid(kSpnegoOid);
  const OM_uint32 status = gss_init_sec_context(
      &minor, handles.credential, &handles.context, handles.service, &spnego, 0,
      GSS_C_INDEFINITE, GSS_C_NO_CHANNEL_BINDINGS, GSS_C_NO_BUFFER, nullptr,
      &handles.token, nullptr, nullptr);
  return !GSS_ERROR(status) && handles.token.length > 0;
}

Result<Secret> TokenFrom(const std::string& cache, const std::string& host) {
  OM_uint32 minor = 0;
  GssHandles handles;
  if (!NameService(host, minor, handles) ||
      !TakeCredential(cache, minor, handles) || !MakeToken(minor, handles)) {
    return NoTicket(WordsFor(minor));
  }
  return NegotiateHeader(TextOf(handles.token));
}

}  // namespace

Result<Secret> KerberosToken(const TicketRequest& request) {
  if (request.cache) {
    return TokenFrom(*request.cache, request.host);
  }
  const std::size_t at = request.username.rfind('@');
  if (at == std::string::npos || at == 0) {
    return NoTicket(
        "only a user name of the form user@domain says of which Kerberos realm "
        "it is");
  }
  std::string realm = request.username.substr(at + 1);
  std::ranges::transform(realm, realm.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  PasswordCache cache;
  const Result<std::string> name =
      cache.Fill(std::string_view(request.username).substr(0, at), realm,
                 request.password);
  if (!name) {
    return tl::unexpected(name.error());
  }
  return TokenFrom(*name, request.host);
}

}  // namespace autodiscover::driver
