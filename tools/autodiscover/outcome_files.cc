// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/outcome_files.h"

#include <iostream>

#include "tools/autodiscover/output_file.h"
#include "tools/autodiscover/rca_report.h"
#include "tools/autodiscover/report_page.h"
#include "tools/autodiscover/style.h"

namespace autodiscover::tools {
namespace {

using Writer = std::string (*)(const Outcome&, const std::string&);

bool Write(const std::string& path, Writer writer, const Outcome& outcome,
           const std::string& address) {
  if (path.empty()) {
    return true;
  }
  const std::string problem = WriteWhole(path, writer(outcome, address));
  if (!problem.empty()) {
    std::cerr << "autodiscover: " << Printable(problem) << "\n";
  }
  return problem.empty();
}

}  // namespace

bool WriteOutcomeFiles(const DiscoverOptions& options, const Outcome& outcome) {
  const bool report =
      Write(options.report_file, ToPage, outcome, options.address);
  const bool rca =
      Write(options.rca_file, ToRcaReport, outcome, options.address);
  return report && rca;
}

}  // namespace autodiscover::tools
