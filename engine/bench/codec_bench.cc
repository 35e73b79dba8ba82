// SPDX-License-Identifier: Apache-2.0
//
// Reads answers with the codec, and with pugixml alone: what the meaning costs.
// Usage: bench_codec [SECONDS_EACH [BYTES]]
// The answer has as many more mailboxes and blocks as make it BYTES long.

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>
#include <variant>

#include <pugixml.hpp>

#include "autodiscover/policy.h"

#include "bench/measure.h"
#include "codec/answer.h"
#include "codec/pox.h"
#include "codec/xml.h"

namespace {

using namespace autodiscover;  // NOLINT: a program.

constexpr std::string_view kMailbox =
    "<AlternativeMailbox><Type>Delegate</Type><DisplayName>A Shared Mailbox"
    "</DisplayName><LegacyDN>/o=Corp/ou=Exchange/cn=Recipients/cn=shared"
    "</LegacyDN><Server>mail.corp.test</Server><OwnerSmtpAddress>"
    "shared@corp.test</OwnerSmtpAddress></AlternativeMailbox>\n";

// As Exchange 2016 gives it: three Protocol blocks with a dozen URLs each.
std::string Answer(std::size_t bytes) {
  std::string block;
  for (const char* name :
       {"Server", "ServerDN", "MdbDN", "PublicFolderServer", "AD", "ASUrl",
        "EwsUrl", "EmwsUrl", "EcpUrl", "OOFUrl", "UMUrl", "OABUrl"}) {
    block.append("<").append(name).append(
        ">https://mail.corp.test/some/longer/path/service.asmx</");
    block.append(name).append(">\n");
  }
  std::string text =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Autodiscover "
      "xmlns=\"http://"
      "schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">"
      "<Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/"
      "outlook/responseschema/2006a\"><User><DisplayName>Ann</DisplayName>"
      "<LegacyDN>/o=Corp/ou=Exchange/cn=Recipients/cn=ann</LegacyDN>"
      "<DeploymentId>00000000-0000-0000-0000-000000000000</DeploymentId>"
      "</User><Account><AccountType>email</AccountType>"
      "<Action>settings</Action>";
  for (const char* type : {"EXCH", "EXPR", "WEB"}) {
    text.append("<Protocol><Type>").append(type).append("</Type>");
    text.append(block).append("</Protocol>");
  }
  while (text.size() < bytes) {
    text.append("<Protocol><Type>EXHTTP</Type>").append(block);
    text.append("</Protocol>").append(kMailbox).append(kMailbox);
  }
  return text.append("</Account></Response></Autodiscover>");
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = static_cast<double>(bench::NumberAt(argv, argc, 1, 2));
  const std::string text =
      Answer(static_cast<std::size_t>(bench::NumberAt(argv, argc, 2, 0)));
  const Policy policy;
  const codec::XmlLimits limits = codec::XmlLimits::From(policy);
  std::size_t read = 0;
  const double ours = bench::TimesASecond(seconds, [&] {
    const codec::Answer answer = codec::ReadPoxResponse(text, limits);
    read += std::holds_alternative<codec::SettingsAnswer>(answer) ? 1U : 0U;
  });
  const double theirs = bench::TimesASecond(seconds, [&] {
    pugi::xml_document document;
    read += document.load_buffer(text.data(), text.size()) ? 1U : 0U;
  });
  constexpr double kMega = 1e-6;
  const double bytes = static_cast<double>(text.size()) * kMega;
  std::cout << "{\"bytes\": " << text.size()
            << ", \"codec_mb_s\": " << ours * bytes
            << ", \"pugixml_mb_s\": " << theirs * bytes
            << ", \"ratio\": " << ours / theirs << "}\n";
  return read > 0 ? 0 : 1;
}
