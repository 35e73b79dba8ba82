// SPDX-License-Identifier: Apache-2.0

#include "driver/negotiate_ntlm.h"

#include <utility>

#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>

#include "base/strings.h"
#include "driver/base64.h"
#include "driver/gss.h"
#include "driver/spnego.h"

namespace autodiscover::driver {
namespace {

constexpr std::size_t kReasonBytesMax = 200;

// A name without a domain may hold an at sign, which would be taken for the one
// that separates the two: an empty domain keeps it whole.
std::string AccountName(const std::string& username) {
  return username.find('\\') == std::string::npos ? "\\" + username : username;
}

std::string Why(OM_uint32 minor) {
  return SafeText(WordsFor(minor), kReasonBytesMax);
}

}  // namespace

class NegotiateNtlm::Impl {
 public:
  // False: see minor().
  [[nodiscard]] bool Begin(const std::string& username, const Secret& password,
                           const std::string& host) {
    const std::string name = AccountName(username);
    gss_buffer_desc name_buffer = GssBuffer(name);
    const std::string service = StrCat("HTTP@", host);
    gss_buffer_desc service_buffer = GssBuffer(service);
    gss_buffer_desc password_buffer = GssBuffer(password.Reveal());
    gss_OID_desc ntlm = GssOid(kNtlmOid);
    gss_OID_set_desc ntlm_alone = {.count = 1, .elements = &ntlm};
    return gss_import_name(&minor_, &name_buffer, GSS_C_NT_USER_NAME,
                           &handles_.user) == GSS_S_COMPLETE &&
           gss_import_name(&minor_, &service_buffer, GSS_C_NT_HOSTBASED_SERVICE,
                           &handles_.service) == GSS_S_COMPLETE &&
           gss_acquire_cred_with_password(
               &minor_, handles_.user, &password_buffer, GSS_C_INDEFINITE,
               &ntlm_alone, GSS_C_INITIATE, &handles_.credential, nullptr,
               nullptr) == GSS_S_COMPLETE &&
           Step({}, nullptr);
  }

  // The next token of NTLM is then token().
  [[nodiscard]] bool Step(std::string_view challenge,
                          gss_channel_bindings_t binding) {
    gss_OID_desc ntlm = GssOid(kNtlmOid);
    gss_buffer_desc input = GssBuffer(challenge);
    OM_uint32 released = 0;
    gss_release_buffer(&released, &handles_.token);
    const OM_uint32 status = gss_init_sec_context(
        &minor_, handles_.credential, &handles_.context, handles_.service,
        &ntlm, GSS_C_INTEG_FLAG, GSS_C_INDEFINITE, binding,
        challenge.empty() ? GSS_C_NO_BUFFER : &input, nullptr, &handles_.token,
        nullptr, nullptr);
    return !GSS_ERROR(status) && handles_.token.length > 0;
  }

  // Over the list of mechanisms, as Windows wants it from whoever signs the
  // messages of NTLM. Empty: this login has no key for it.
  [[nodiscard]] std::string Signature() {
    const std::string list = SpnegoMechanisms();
    gss_buffer_desc text = GssBuffer(list);
    gss_buffer_desc signature = GSS_C_EMPTY_BUFFER;
    OM_uint32 minor = 0;
    if (gss_get_mic(&minor, handles_.context, GSS_C_QOP_DEFAULT, &text,
                    &signature) != GSS_S_COMPLETE) {
      return {};
    }
    std::string out(TextOf(signature));
    gss_release_buffer(&minor, &signature);
    return out;
  }

  [[nodiscard]] std::string_view token() const {
    return TextOf(handles_.token);
  }
  [[nodiscard]] OM_uint32 minor() const { return minor_; }
  [[nodiscard]] Secret& first() { return first_; }

 private:
  GssHandles handles_;
  OM_uint32 minor_ = 0;
  Secret first_;
};

NegotiateNtlm::NegotiateNtlm(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl)) {}
NegotiateNtlm::~NegotiateNtlm() = default;

Result<std::unique_ptr<NegotiateNtlm>> NegotiateNtlm::New(
    const std::string& username, const Secret& password,
    const std::string& host) {
  auto impl = std::make_unique<Impl>();
  if (!impl->Begin(username, password, host)) {
    return Fail(ErrorCode::kNotFound,
                StrCat("the GSSAPI of this system does not know NTLM, which "
                       "gss-ntlmssp brings (",
                       Why(impl->minor()), ")"));
  }
  impl->first() = NegotiateHeader(SpnegoFirst(impl->token()));
  return std::unique_ptr<NegotiateNtlm>(new NegotiateNtlm(std::move(impl)));
}

const Secret& NegotiateNtlm::first() const { return impl_->first(); }

Result<Secret> NegotiateNtlm::Answer(std::string_view challenge,
                                     std::string_view binding) {
  gss_channel_bindings_struct bindings{};
  bindings.application_data = GssBuffer(binding);
  const std::string token = TokenInSpnego(FromBase64(challenge));
  if (token.empty()) {
    return Fail(ErrorCode::kNotFound,
                "the server does not take NTLM inside Negotiate");
  }
  if (!impl_->Step(token, binding.empty() ? nullptr : &bindings)) {
    return Fail(ErrorCode::kNotFound,
                StrCat("the server's challenge cannot be answered (",
                       Why(impl_->minor()), ")"));
  }
  std::string answer = SpnegoNext(impl_->token(), impl_->Signature());
  Secret header = NegotiateHeader(answer);
  Wipe(answer);
  return header;
}

}  // namespace autodiscover::driver
