// SPDX-License-Identifier: Apache-2.0
//
// Where the results of `autodiscover bulk` go, and what is there already.

#ifndef TOOLS_AUTODISCOVER_BULK_OUTPUT_H_
#define TOOLS_AUTODISCOVER_BULK_OUTPUT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "autodiscover/result.h"

namespace autodiscover::tools {

// One byte for each line of the input, so that a million need a megabyte.
class DoneLines {
 public:
  void Add(std::uint64_t number, const std::string& address);
  // Of the same address: who has changed the input since gets a new result.
  [[nodiscard]] bool Has(std::uint64_t number,
                         const std::string& address) const;
  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  std::vector<std::uint8_t> marks_;  // By number; 0: not done.
  std::uint64_t count_ = 0;
};

// A whole line at a time, each written before the next begins.
class BulkOutput {
 public:
  BulkOutput() = default;
  ~BulkOutput();
  BulkOutput(const BulkOutput&) = delete;
  BulkOutput& operator=(const BulkOutput&) = delete;
  BulkOutput(BulkOutput&&) = delete;
  BulkOutput& operator=(BulkOutput&&) = delete;

  // Makes `file`, which must not be there; empty: standard output. Gives what
  // is wrong; empty: nothing.
  [[nodiscard]] std::string Create(const std::string& file);
  // Opens `file`, or makes it; takes away a last line that was cut short. A
  // result in `done` is one that is there. `notes` gets what a person may want
  // to know.
  [[nodiscard]] std::string Resume(const std::string& file, DoneLines& done,
                                   std::vector<std::string>& notes);
  // As Create.
  [[nodiscard]] std::string Write(const std::string& line);

 private:
  [[nodiscard]] std::string ReadAll(DoneLines& done,
                                    std::vector<std::string>& notes);
  [[nodiscard]] std::string Problem(const char* what) const;

  int descriptor_ = -1;
  std::string name_;
};

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_BULK_OUTPUT_H_
