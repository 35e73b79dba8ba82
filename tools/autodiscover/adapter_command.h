// SPDX-License-Identifier: Apache-2.0
//
// `autodiscover adapter`: answers one request of the conformance suite, so that
// it can judge the engine without an interpreter between them. The protocol is
// in conformance/ADAPTERS.md.

#ifndef TOOLS_AUTODISCOVER_ADAPTER_COMMAND_H_
#define TOOLS_AUTODISCOVER_ADAPTER_COMMAND_H_

#include <functional>
#include <string>

#include "autodiscover/client.h"

#include "tools/autodiscover/command_line.h"

namespace autodiscover::tools {

using DiscoverFunction = std::function<Outcome(const Request&)>;

// The one-line reply to `request_text`; no line end. Nothing when the request
// cannot be read: then there is no answer in the protocol.
[[nodiscard]] std::string AnswerAdapterRequest(
    const std::string& request_text, const AdapterOptions& adapter,
    const DiscoverFunction& discover);

// How the adapter protocol calls a failure.
[[nodiscard]] const char* AdapterOutcome(ErrorCode code);

// Reads standard input, answers, and gives the exit code.
int RunAdapter(const AdapterOptions& adapter);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_ADAPTER_COMMAND_H_
