// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/bulk_output.h"

#include <cerrno>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "tools/autodiscover/bulk_line.h"
#include "tools/autodiscover/line_reader.h"

namespace autodiscover::tools {
namespace {

constexpr mode_t kMode = 0666;  // Less what the user's umask takes.

// Never 0.
std::uint8_t MarkOf(const std::string& address) {
  std::uint32_t hash = 0x811C9DC5U;  // FNV-1a
  for (const char c : address) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  }
  return static_cast<std::uint8_t>(1U + (hash >> 8U) % 255U);
}

}  // namespace

void DoneLines::Add(std::uint64_t number, const std::string& address) {
  // A line number that no input has is somebody's joke, and costs no memory.
  constexpr std::uint64_t kLinesMax = std::uint64_t{1} << 32U;
  if (number >= kLinesMax) {
    return;
  }
  if (marks_.size() <= number) {
    marks_.resize(number + 1);
  }
  count_ += marks_[number] == 0 ? 1U : 0U;
  marks_[number] = MarkOf(address);
}

bool DoneLines::Has(std::uint64_t number, const std::string& address) const {
  return number < marks_.size() && marks_[number] == MarkOf(address);
}

BulkOutput::~BulkOutput() {
  if (descriptor_ > STDERR_FILENO) {
    close(descriptor_);
  }
}

std::string BulkOutput::Problem(const char* what) const {
  return name_ + ": cannot be " + what + ": " +
         std::generic_category().message(errno);
}

std::string BulkOutput::Create(const std::string& file) {
  if (file.empty()) {
    name_ = "standard output";
    descriptor_ = STDOUT_FILENO;
    return "";
  }
  name_ = file;
  descriptor_ =
      open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kMode);
  return descriptor_ < 0 ? Problem("made") : "";
}

std::string BulkOutput::Resume(const std::string& file, DoneLines& done,
                               std::vector<std::string>& notes) {
  name_ = file;
  descriptor_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
  if (descriptor_ < 0) {
    return Problem("opened");
  }
  return ReadAll(done, notes);
}

std::string BulkOutput::ReadAll(DoneLines& done,
                                std::vector<std::string>& notes) {
  LineReader reader(descriptor_);
  std::optional<std::uint64_t> cut;
  for (;;) {
    const LineReader::Got got = reader.Next();
    if (got == LineReader::Got::kEnd) {
      break;
    }
    if (got == LineReader::Got::kFailed) {
      return Problem("read");
    }
    if (got == LineReader::Got::kNotYet) {
      return name_ + ": --resume needs a file, not a pipe";
    }
    const std::string place = name_ + ":" + std::to_string(reader.number());
    if (!reader.whole()) {
      cut = reader.offset();
      notes.push_back(place + ": was cut short, and is done again");
      continue;
    }
    const auto line = ReadDoneLine(reader.text());
    if (line) {
      done.Add(line->number, line->address);
    } else {
      notes.push_back(place + ": is no result of this command, and is left");
    }
  }
  if (cut && ftruncate(descriptor_, static_cast<off_t>(*cut)) != 0) {
    return Problem("repaired");
  }
  return lseek(descriptor_, 0, SEEK_END) < 0 ? Problem("written") : "";
}

std::string BulkOutput::Write(const std::string& line) {
  std::size_t written = 0;
  while (written < line.size()) {
    const ssize_t size =
        write(descriptor_, line.data() + written, line.size() - written);
    if (size < 0 && errno != EINTR) {
      return Problem("written");
    }
    written += size < 0 ? 0U : static_cast<std::size_t>(size);
  }
  return "";
}

}  // namespace autodiscover::tools
