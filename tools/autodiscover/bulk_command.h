// SPDX-License-Identifier: Apache-2.0
//
// `autodiscover bulk`.

#ifndef TOOLS_AUTODISCOVER_BULK_COMMAND_H_
#define TOOLS_AUTODISCOVER_BULK_COMMAND_H_

#include "tools/autodiscover/bulk_options.h"

namespace autodiscover::tools {

// Reads, looks for, writes; gives the exit code.
int RunBulk(const BulkOptions& options);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_BULK_COMMAND_H_
