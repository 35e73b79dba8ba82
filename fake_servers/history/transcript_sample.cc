// SPDX-License-Identifier: Apache-2.0
//
// Prints a transcript with each kind of event twice, once with every field and
// once with as few as can be, for the test of the published schema.

#include <chrono>
#include <iostream>
#include <optional>
#include <string>

#include "history/transcript.h"

namespace {

using fake::Place;

const Place mail_host = {.connection = 1, .host = "mail.test", .port = 443};

void RecordFull(fake::Transcript& transcript) {
  transcript.SetSeed(7);
  transcript.Declare({"dns corp.test answer servfail"});
  transcript.Record(fake::DnsEvent{.transport = "tcp",
                                   .name = "mail.test",
                                   .type = "A",
                                   .rcode = "NOERROR",
                                   .answers = {"mail.test A 192.0.2.10"},
                                   .edns = true,
                                   .faults = {"mail.test truncate"}});
  transcript.Record(fake::ConnectEvent{
      .place = mail_host, .address = "192.0.2.10", .fault = "reset"});
  transcript.Record(fake::TlsEvent{.place = mail_host,
                                   .sni = "mail.test",
                                   .ok = true,
                                   .version = "TLSv1.3",
                                   .alpn = "http/1.1",
                                   .resumed = true,
                                   .alert = "unknown_ca",
                                   .reason = "said so",
                                   .faults = {"certificate expired"}});
  transcript.Record(fake::RequestEvent{.place = mail_host,
                                       .tls = true,
                                       .method = "POST",
                                       .target = "/x?y",
                                       .path = "/x",
                                       .query = "y",
                                       .http_host = "mail.test",
                                       .headers = {{"Host", "mail.test"}},
                                       .body = "<a/>",
                                       .body_bytes = 4,
                                       .protocol = "pox",
                                       .address = "ann@corp.test",
                                       .auth = "basic",
                                       .credential = "accepted",
                                       .leg = "ntlm-3",
                                       .user = "ann"});
  transcript.Record(fake::ReplyEvent{.place = mail_host,
                                     .request = 4,
                                     .status = 302,
                                     .reply = "settings",
                                     .ews = {"https://mail.test/EWS"},
                                     .location = "https://mail.test/",
                                     .headers = {{"X", ""}},
                                     .bytes = 9,
                                     .fault = "drip"});
  transcript.Record(fake::CloseEvent{.place = mail_host,
                                     .by = "server",
                                     .bytes_in = 1,
                                     .bytes_out = 2,
                                     .unread = "\xFF",
                                     .fault = "reset_after"});
  transcript.Record(fake::SecretEvent{.place = mail_host,
                                      .tls = true,
                                      .event = 4,
                                      .where = "body",
                                      .form = "xml",
                                      .fingerprint = "0123456789abcdef"});
}

void RecordDirectory(fake::Transcript& transcript) {
  transcript.Record(fake::LdapEvent{.place = mail_host,
                                    .tls = true,
                                    .operation = "search",
                                    .base = "CN=Configuration,DC=corp",
                                    .scope = "sub",
                                    .filter = "(keywords=x)",
                                    .attributes = {"keywords"},
                                    .result = 0,
                                    .entries = 1,
                                    .fault = "drip"});
  transcript.Record(fake::LdapEvent{.place = mail_host,
                                    .operation = "bind",
                                    .method = "simple",
                                    .user = "ann",
                                    .credential = "accepted",
                                    .result = 0});
}

void RecordLeast(fake::Transcript& transcript) {
  transcript.Record(
      fake::DnsEvent{.transport = "udp", .type = "A", .rcode = "silent"});
  transcript.Record(
      fake::ConnectEvent{.place = mail_host, .address = "192.0.2.10"});
  transcript.Record(fake::TlsEvent{.place = mail_host});
  transcript.Record(fake::RequestEvent{.place = mail_host,
                                       .protocol = "none",
                                       .auth = "none",
                                       .credential = "none"});
  transcript.Record(fake::ReplyEvent{.place = mail_host, .request = 4});
  transcript.Record(fake::LdapEvent{.place = mail_host, .operation = "unbind"});
  transcript.Record(fake::CloseEvent{.place = mail_host, .by = "client"});
  transcript.Record(fake::SecretEvent{.place = {.port = 53},
                                      .event = 1,
                                      .where = "dns name",
                                      .form = "raw",
                                      .fingerprint = "0"});
  transcript.Record(fake::SecretEvent{.place = {.port = 53},
                                      .event = 1,
                                      .where = "dns name",
                                      .form = "raw",
                                      .fingerprint = "0",
                                      .is_address = true});
}

}  // namespace

int main() {
  fake::Transcript transcript;
  transcript.SetRtt(std::chrono::milliseconds(50));
  RecordFull(transcript);
  RecordDirectory(transcript);
  RecordLeast(transcript);
  std::cout << transcript.ToJson("sample.yaml", 0);
}
