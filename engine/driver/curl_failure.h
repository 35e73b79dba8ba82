// SPDX-License-Identifier: Apache-2.0
//
// Says in plain words why libcurl could not bring an answer.

#ifndef AUTODISCOVER_DRIVER_CURL_FAILURE_H_
#define AUTODISCOVER_DRIVER_CURL_FAILURE_H_

#include <string>

#include "core/step.h"

namespace autodiscover::driver {

// What is known when a transfer has ended without a complete answer.
struct CurlFacts {
  int code = 0;            // A CURLcode.
  long verify_result = 0;  // OpenSSL's X509_V_ERR_*; 0 when it had none.
  long system_error = 0;   // errno of the connection attempt; 0 for none.
  bool over_tls = false;
  bool connected = false;         // TCP stands.
  bool handshake_done = false;    // TLS stands, name checked.
  bool answer_started = false;    // At least one byte of it came.
  long proxy_status = 0;          // Of its answer to CONNECT; 0: none.
  bool answer_too_large = false;  // We stopped it at a bound.
  std::string detail;             // libcurl's own words; may be empty.
  std::string peer_address;
};

// Never gives a secret: libcurl's words are used only where they are about the
// connection.
core::TransportFailure FromCurl(const CurlFacts& facts);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CURL_FAILURE_H_
