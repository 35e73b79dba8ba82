// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <span>

#include "base/strings.h"
#include "codec/namespaces.h"
#include "codec/soap.h"
#include "codec/soap_envelope.h"

namespace autodiscover::codec {
namespace {

constexpr std::array<std::string_view, 4> kUserSettings = {
    "ExternalEwsUrl", "InternalEwsUrl", "AutoDiscoverSMTPAddress",
    "UserDisplayName"};
// All that [MS-OXWSADISC] knows.
constexpr std::array<std::string_view, 2> kDomainSettings = {
    "ExternalEwsUrl", "ExternalEwsVersion"};

// Each once: the schema wants them so.
void WriteSettings(XmlWriter& writer, std::span<const std::string_view> ours,
                   const std::vector<std::string>& more) {
  writer.Open("a:RequestedSettings");
  for (const std::string_view setting : ours) {
    writer.Leaf("a:Setting", setting);
  }
  for (auto setting = more.begin(); setting != more.end(); ++setting) {
    if (std::ranges::find(ours, *setting) == ours.end() &&
        std::find(more.begin(), setting, *setting) == setting) {
      writer.Leaf("a:Setting", *setting);
    }
  }
  writer.Close();
}

}  // namespace

std::string WriteGetUserSettings(const SoapQuestion& question) {
  XmlWriter writer;
  OpenSoapQuestion(writer, kSoapGetUserSettings, question.url,
                   question.version);
  writer.Open("a:GetUserSettingsRequestMessage");
  writer.Open("a:Request");
  writer.Open("a:Users");
  for (const std::string& address : question.about) {
    writer.Open("a:User");
    writer.Leaf("a:Mailbox", address);
    writer.Close();
  }
  writer.Close();
  WriteSettings(writer, kUserSettings, question.settings);
  return writer.Finish();
}

std::string WriteGetDomainSettings(const SoapQuestion& question) {
  XmlWriter writer;
  OpenSoapQuestion(writer, kSoapGetDomainSettings, question.url,
                   question.version);
  writer.Open("a:GetDomainSettingsRequestMessage");
  writer.Open("a:Request");
  writer.Open("a:Domains");
  for (const std::string& domain : question.about) {
    writer.Leaf("a:Domain", domain);
  }
  writer.Close();
  WriteSettings(writer, kDomainSettings, question.settings);
  return writer.Finish();
}

bool IsVersionRefused(const ErrorAnswer& error) {
  return ContainsIgnoreCase(error.code, "ServerVersion") ||
         ContainsIgnoreCase(error.message, "ServerVersion");
}

std::string VersionInstead(const ErrorAnswer& error) {
  constexpr std::string_view kWidelyKnown = "Exchange2013";
  const std::string named =
      error.server_version ? error.server_version->schema : "";
  // It goes into a question and into the trace.
  const bool usable = named.starts_with("Exchange") && named.size() < 40 &&
                      named != kSoapOldestVersion &&
                      std::ranges::all_of(named, [](char c) {
                        return IsAsciiAlnum(c) || c == '_';
                      });
  return usable ? named : std::string(kWidelyKnown);
}

}  // namespace autodiscover::codec
