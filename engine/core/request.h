// SPDX-License-Identifier: Apache-2.0
//
// The HTTP requests of a discovery, complete with the policy's bounds.

#ifndef AUTODISCOVER_CORE_REQUEST_H_
#define AUTODISCOVER_CORE_REQUEST_H_

#include <string>
#include <string_view>
#include <vector>

#include "autodiscover/policy.h"

#include "base/email_address.h"
#include "base/url.h"
#include "core/step.h"

namespace autodiscover::core {

struct Question {
  Protocol protocol = Protocol::kPox;
  const Url& url;
  const EmailAddress& address;
  // SOAP: who else is asked about, and the version asked for.
  const std::vector<std::string>& fellows;
  std::string_view soap_version;
};

// The POST that asks it.
SendHttp MakeQuestion(const Question& question, const Policy& policy);

// A bare GET: no credentials, no cookie, no body, no address (LOC-07).
SendHttp MakeBareGet(const Url& url, const Policy& policy);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_REQUEST_H_
