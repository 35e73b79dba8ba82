// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/bulk_command.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "autodiscover/many.h"

#include "tools/autodiscover/bulk_line.h"
#include "tools/autodiscover/bulk_output.h"
#include "tools/autodiscover/cache_command.h"
#include "tools/autodiscover/exit_codes.h"
#include "tools/autodiscover/interrupt.h"
#include "tools/autodiscover/line_reader.h"
#include "tools/autodiscover/password_source.h"
#include "tools/autodiscover/progress.h"
#include "tools/autodiscover/request.h"
#include "tools/autodiscover/style.h"
#include "tools/autodiscover/token_source.h"

namespace autodiscover::tools {
namespace {

class Bulk {
 public:
  explicit Bulk(const BulkOptions& options)
      : options_(options),
        progress_(std::cerr, isatty(STDERR_FILENO) != 0, options.quiet) {}

  int Run() {
    if (const std::string problem = Prepare(); !problem.empty()) {
      progress_.Say(problem);
      return kExitUsage;
    }
    DiscoverMany(many_, source_,
                 [this](std::uint64_t tag, const Outcome& outcome) {
                   Done(tag, outcome);
                 });
    progress_.End(counts_);
    if (!problem_.empty()) {
      progress_.Say(problem_);
      return kExitUsage;
    }
    if (many_.cancellation.cancelled()) {
      return ExitStatus(ErrorCode::kCancelled);
    }
    return counts_.not_found + counts_.bad_lines == 0 ? kExitFound : 1;
  }

 private:
  // Gives what is wrong.
  std::string Prepare() {
    const bool from_stdin =
        options_.how.password_from_stdin || options_.how.token_from_stdin;
    if (from_stdin && !secret_.ReadStandardInput()) {
      return "standard input is empty; write the secret as its first line";
    }
    int input = STDIN_FILENO;
    if (!options_.input.empty()) {
      input_name_ = options_.input;
      input = open(input_name_.c_str(), O_RDONLY | O_CLOEXEC);
      if (input < 0) {
        return input_name_ +
               ": cannot be read: " + std::generic_category().message(errno);
      }
    }
    reader_.emplace(input);
    if (std::string problem = OpenOutput(); !problem.empty()) {
      return problem;
    }
    PrepareRequests();
    source_ = {.next = [this] { return Next(); }, .descriptor = input};
    CancelOnInterrupt(many_.cancellation);
    return EnoughDescriptors();
  }

  std::string OpenOutput() {
    if (!options_.resume) {
      return output_.Create(options_.output);
    }
    std::vector<std::string> notes;
    std::string problem = output_.Resume(options_.output, before_, notes);
    for (const std::string& note : notes) {
      progress_.Say(Printable(note));
    }
    return problem;
  }

  void PrepareRequests() {
    like_ = MakeRequest(options_.how);
    many_.network = std::exchange(like_.network, {});
    many_.at_once = options_.jobs;
    many_.per_host = options_.per_host;
    if (options_.how.password_from_stdin) {
      like_.password = [this] { return secret_.value(); };
    } else if (const auto ask = TerminalPassword("all mailboxes");
               ask && !options_.how.token_from_stdin) {
      // Each request has a copy of the function; what was typed is kept here.
      like_.password = [this, ask] { return secret_.AskOnce(ask); };
    }
    if (options_.how.token_from_stdin) {
      like_.token = [this](const BearerChallenge&) { return secret_.value(); };
    } else if (!options_.how.token_command.empty()) {
      like_.token = [this](const BearerChallenge& challenge) {
        return TokenByCommand(options_.how.token_command, challenge);
      };
    }
    if (!options_.how.cache_file.empty()) {
      like_.cache = OpenCacheOrComplain(options_.how.cache_file);
      like_.cache_limits.negative = std::chrono::seconds(0);
    }
  }

  // A connection or two for each, and some files.
  std::string EnoughDescriptors() const {
    const rlim_t wanted = 4 * options_.jobs + 64;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) {
      return "";
    }
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur >= wanted
               ? ""
               : "--jobs " + std::to_string(options_.jobs) + " needs " +
                     std::to_string(wanted) +
                     " open files, more than this system allows (ulimit -n)";
  }

  Pulled Next() {
    for (;;) {
      const LineReader::Got got = reader_->Next();
      switch (got) {
        case LineReader::Got::kNotYet:
          return NotYet{};
        case LineReader::Got::kFailed:
          problem_ = input_name_ + ": cannot be read: " +
                     std::generic_category().message(errno);
          return NoMore{};
        case LineReader::Got::kEnd:
          return NoMore{};
        case LineReader::Got::kTooLong:
          Complain("longer than a line may be");
          break;
        case LineReader::Got::kLine:
          if (auto asked = Ask()) {
            return std::move(*asked);
          }
          break;
      }
    }
  }

  // Nothing: this line is not looked for.
  std::optional<Asked> Ask() {
    const std::string& text = reader_->text();
    if (text.find_first_not_of(" \t") == std::string::npos) {
      return std::nullopt;
    }
    const Result<BulkLine> line = ReadBulkLine(text);
    if (!line) {
      Complain(line.error().message);
      return std::nullopt;
    }
    const std::uint64_t number = reader_->number();
    if (before_.Has(number, line->address)) {
      ++counts_.passed_over;
      return std::nullopt;
    }
    open_.emplace(number, line->address);
    Asked asked{.request = like_, .tag = number};
    asked.request.address = line->address;
    asked.request.username = line->account;
    return asked;
  }

  void Complain(const std::string& why) {
    ++counts_.bad_lines;
    progress_.Say(Printable(input_name_) + ":" +
                  std::to_string(reader_->number()) + ": " + why +
                  "; the line is left out");
  }

  // One that was interrupted is not written: --resume does it again.
  void Done(std::uint64_t number, const Outcome& outcome) {
    const auto line = open_.extract(number);
    if (outcome.error && outcome.error->code == ErrorCode::kCancelled) {
      return;
    }
    ++(outcome.settings ? counts_.found : counts_.not_found);
    if (problem_.empty()) {
      problem_ = output_.Write(WriteBulkLine(number, line.mapped(), outcome));
    }
    if (!problem_.empty()) {
      many_.cancellation.Cancel();  // Whatever is found now would be lost.
    }
    progress_.Show(counts_);
  }

  const BulkOptions& options_;
  Progress progress_;
  KeptSecret secret_;
  std::string input_name_ = "standard input";
  std::optional<LineReader> reader_;
  BulkOutput output_;
  DoneLines before_;
  Request like_;  // What all of them have.
  ManyOptions many_;
  ManySource source_;
  std::unordered_map<std::uint64_t, std::string> open_;  // Addresses.
  BulkCounts counts_;
  std::string problem_;  // That ends it all.
};

}  // namespace

int RunBulk(const BulkOptions& options) { return Bulk(options).Run(); }

}  // namespace autodiscover::tools
