// SPDX-License-Identifier: Apache-2.0

#include "http/flavour.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace fake {
namespace {

FlavourFacts Exchange(unsigned major, unsigned minor, unsigned build,
                      unsigned revision) {
  FlavourFacts facts;
  facts.exchange = true;
  facts.major = major;
  facts.minor = minor;
  facts.build = build;
  facts.revision = revision;
  facts.soap_version = "Exchange2016";
  facts.server = "Microsoft-IIS/10.0";
  facts.aspnet = "4.0.30319";
  facts.speaks = {Protocol::kPox, Protocol::kSoap, Protocol::kMobileSync,
                  Protocol::kV2};
  return facts;
}

FlavourFacts Exchange2010() {
  FlavourFacts facts = Exchange(14, 3, 496, 0);
  facts.soap_version = "Exchange2010_SP2";
  facts.server = "Microsoft-IIS/7.5";
  facts.aspnet = "2.0.50727";
  // V2 came with Exchange 2016.
  std::erase(facts.speaks, Protocol::kV2);
  return facts;
}

FlavourFacts Exchange2013() {
  FlavourFacts facts = Exchange(15, 0, 1497, 48);
  facts.soap_version = "Exchange2013";
  facts.server = "Microsoft-IIS/8.5";
  std::erase(facts.speaks, Protocol::kV2);
  return facts;
}

FlavourFacts ExchangeOnline() {
  FlavourFacts facts = Exchange(15, 20, 7316, 39);
  facts.online = true;
  facts.soap_version = "Exchange2015";
  return facts;
}

FlavourFacts Open(const char* server, std::vector<Protocol> speaks) {
  FlavourFacts facts;
  facts.server = server;
  facts.speaks = std::move(speaks);
  return facts;
}

FlavourFacts Grommunio() {
  FlavourFacts facts =
      Open("nginx", {Protocol::kPox, Protocol::kMobileSync, Protocol::kV2});
  facts.one_line = true;
  return facts;
}

FlavourFacts ZPush() {
  FlavourFacts facts = Open("Apache/2.4.57 (Debian)", {Protocol::kMobileSync});
  facts.xml_type = "text/html";
  return facts;
}

FlavourFacts Zimbra() {
  FlavourFacts facts = Open("nginx", {Protocol::kPox, Protocol::kMobileSync});
  facts.declaration = false;
  return facts;
}

FlavourFacts Automx() {
  FlavourFacts facts = Open("Werkzeug/2.2.2 Python/3.11.2", {Protocol::kPox});
  facts.xml_type = "application/xml";
  facts.declaration = false;
  facts.one_line = true;
  return facts;
}

}  // namespace

const FlavourFacts& FactsOf(Flavour flavour) {
  static const std::array<FlavourFacts, 9> all = {Exchange2010(),
                                                  Exchange2013(),
                                                  Exchange(15, 1, 2507, 6),
                                                  Exchange(15, 2, 1544, 4),
                                                  ExchangeOnline(),
                                                  Grommunio(),
                                                  ZPush(),
                                                  Zimbra(),
                                                  Automx()};
  return all.at(static_cast<std::size_t>(flavour));
}

bool Speaks(Flavour flavour, Protocol protocol) {
  return std::ranges::count(FactsOf(flavour).speaks, protocol) > 0;
}

std::string PoxServerVersion(const FlavourFacts& facts) {
  const unsigned number =
      0x70008000U | facts.major << 22U | facts.minor << 16U | facts.build;
  std::array<char, 12> text = {};
  std::snprintf(text.data(), text.size(), "%08X", number);
  return text.data();
}

std::string CasVersion(const FlavourFacts& facts) {
  std::array<char, 48> text = {};
  std::snprintf(text.data(), text.size(), "%02u.%02u.%04u.%03u", facts.major,
                facts.minor, facts.build, facts.revision);
  return text.data();
}

std::vector<PoxProtocol> ProtocolsOf(Flavour flavour) {
  if (flavour == Flavour::kAutomx) {
    return {PoxProtocol::kSmtp, PoxProtocol::kImap};
  }
  if (flavour == Flavour::kZimbra) {
    return {PoxProtocol::kExch};
  }
  return {PoxProtocol::kExch, PoxProtocol::kExpr, PoxProtocol::kWeb};
}

}  // namespace fake
