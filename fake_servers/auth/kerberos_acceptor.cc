// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows GSSAPI.

#include "auth/kerberos_acceptor.h"

#include <array>
#include <string>

#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>

namespace fake {
namespace {

// Buffers and names of the library, given back.
class Buffer {
 public:
  Buffer() = default;
  ~Buffer() {
    OM_uint32 minor = 0;
    gss_release_buffer(&minor, &value_);
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  Buffer(Buffer&&) = delete;
  Buffer& operator=(Buffer&&) = delete;
  [[nodiscard]] gss_buffer_t get() { return &value_; }
  [[nodiscard]] std::string text() const {
    return {static_cast<const char*>(value_.value), value_.length};
  }

 private:
  gss_buffer_desc value_ = {0, nullptr};
};

class Credential {
 public:
  explicit Credential(const std::string& keytab) {
    // No cache of replays: each world is its own, and lives for seconds.
    std::array<gss_key_value_element_desc, 2> elements = {
        {{"keytab", keytab.c_str()}, {"rcache", "none:"}}};
    const gss_key_value_set_desc store = {elements.size(), elements.data()};
    OM_uint32 minor = 0;
    gss_acquire_cred_from(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE,
                          GSS_C_NO_OID_SET, GSS_C_ACCEPT, &store, &value_,
                          nullptr, nullptr);
  }
  ~Credential() {
    OM_uint32 minor = 0;
    gss_release_cred(&minor, &value_);
  }
  Credential(const Credential&) = delete;
  Credential& operator=(const Credential&) = delete;
  Credential(Credential&&) = delete;
  Credential& operator=(Credential&&) = delete;
  [[nodiscard]] gss_cred_id_t get() const { return value_; }

 private:
  gss_cred_id_t value_ = GSS_C_NO_CREDENTIAL;
};

std::string NameText(gss_name_t name) {
  OM_uint32 minor = 0;
  Buffer text;
  if (name == GSS_C_NO_NAME ||
      gss_display_name(&minor, name, text.get(), nullptr) != GSS_S_COMPLETE) {
    return {};
  }
  return text.text();
}

}  // namespace

struct KerberosExchange::Impl {
  gss_ctx_id_t context = GSS_C_NO_CONTEXT;
  void Drop() {
    OM_uint32 minor = 0;
    gss_delete_sec_context(&minor, &context, GSS_C_NO_BUFFER);
  }
};

KerberosExchange::KerberosExchange() : impl_(std::make_unique<Impl>()) {}
KerberosExchange::~KerberosExchange() {
  if (impl_ != nullptr) {
    impl_->Drop();
  }
}
KerberosExchange::KerberosExchange(KerberosExchange&&) noexcept = default;
KerberosExchange& KerberosExchange::operator=(KerberosExchange&&) noexcept =
    default;

KerberosExchange::Step KerberosExchange::Accept(const std::string& keytab,
                                                std::string_view token) {
  const Credential credential(keytab);
  if (credential.get() == GSS_C_NO_CREDENTIAL) {
    return {};
  }
  std::string input(token);
  gss_buffer_desc in = {input.size(), input.data()};
  Buffer out;
  gss_name_t source = GSS_C_NO_NAME;
  OM_uint32 minor = 0;
  const OM_uint32 major = gss_accept_sec_context(
      &minor, &impl_->context, credential.get(), &in, GSS_C_NO_CHANNEL_BINDINGS,
      &source, nullptr, out.get(), nullptr, nullptr, nullptr);
  Step step = {.accepted = major == GSS_S_COMPLETE,
               .more = major == GSS_S_CONTINUE_NEEDED,
               .token = out.text(),
               .principal = NameText(source)};
  gss_release_name(&minor, &source);
  if (!step.more) {
    impl_->Drop();
  }
  return step;
}

}  // namespace fake
