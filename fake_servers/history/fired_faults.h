// SPDX-License-Identifier: Apache-2.0
//
// The faults that an event shows, in the words by which they are declared.

#ifndef FAKE_SERVERS_HISTORY_FIRED_FAULTS_H_
#define FAKE_SERVERS_HISTORY_FIRED_FAULTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "history/transcript.h"

namespace fake {

// `mail.corp.test:443 tls certificate expired`.
[[nodiscard]] std::string FaultAt(const std::string& host, std::uint16_t port,
                                  const std::string& what);

// `dc.corp.test ldap fault silent`: a client of a directory chooses its port.
[[nodiscard]] std::string LdapFaultAt(const std::string& host,
                                      const std::string& fault);

// `dns corp.test answer servfail`.
[[nodiscard]] std::string DnsFaultOf(const std::string& what);

[[nodiscard]] std::vector<std::string> FiredFaults(const Event& event);

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_FIRED_FAULTS_H_
