// SPDX-License-Identifier: Apache-2.0
//
// Ctrl-C ends the discovery, not the program: the outcome is still printed.

#ifndef TOOLS_AUTODISCOVER_INTERRUPT_H_
#define TOOLS_AUTODISCOVER_INTERRUPT_H_

#include "autodiscover/client.h"

namespace autodiscover::tools {

// From now on the first SIGINT or SIGTERM cancels `cancellation`; a second one
// ends the program as usual. Call it once.
void CancelOnInterrupt(const Cancellation& cancellation);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_INTERRUPT_H_
