// SPDX-License-Identifier: Apache-2.0

#include "main/output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sandbox/memory_file.h"
#include "wire/unique_fd.h"

namespace fake {
namespace {

namespace fs = std::filesystem;

std::string Sentence(const std::string& path, int error) {
  return "cannot write " + path + ": " + std::generic_category().message(error);
}

// The file to replace: links are followed, so that they stay.
fs::path Target(const std::string& path) {
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);
  return error ? fs::path(path) : target;
}

// /dev/stdout is a link to a regular file when the shell says `> file`: it is
// still the stream that is meant, not its name.
bool IsSpecial(const std::string& path) {
  if (path.starts_with("/dev/") || path.starts_with("/proc/")) {
    return true;
  }
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return fs::exists(status) && !fs::is_regular_file(status);
}

fs::path DirectoryOf(const fs::path& file) {
  const fs::path directory = file.parent_path();
  return directory.empty() ? "." : directory;
}

// The rights that open(2) would have given, which mkostemp does not.
void GiveUsualRights(int fd) {
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(fd, 0666 & ~mask);
}

std::optional<std::string> WriteSpecial(const std::string& path,
                                        std::string_view content) {
  const UniqueFd fd(open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (!fd.valid() || !WriteAll(fd.get(), content)) {
    return Sentence(path, errno);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> ProblemWithOutputFile(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return Sentence(path, EISDIR);
  }
  // A file is replaced, so its directory's rights count, not its own.
  const fs::path needed =
      IsSpecial(path) ? fs::path(path) : DirectoryOf(Target(path));
  if (access(needed.c_str(), W_OK) != 0) {
    return Sentence(path, errno);
  }
  return std::nullopt;
}

std::optional<std::string> WriteOutputFile(const std::string& path,
                                           std::string_view content) {
  if (IsSpecial(path)) {
    return WriteSpecial(path, content);
  }
  const std::string target = Target(path).string();
  std::string temporary = target + ".XXXXXX";
  const UniqueFd fd(mkostemp(temporary.data(), O_CLOEXEC));
  if (!fd.valid()) {
    return Sentence(path, errno);
  }
  GiveUsualRights(fd.get());
  if (!WriteAll(fd.get(), content) ||
      std::rename(temporary.c_str(), target.c_str()) != 0) {
    const int error = errno;
    unlink(temporary.c_str());
    return Sentence(path, error);
  }
  return std::nullopt;
}

std::variant<UniqueFd, std::string> OpenStreamFile(const std::string& path) {
  const int how = IsSpecial(path) ? O_APPEND : O_APPEND | O_CREAT | O_TRUNC;
  UniqueFd fd(open(path.c_str(), O_WRONLY | O_CLOEXEC | how, 0666));
  if (!fd.valid()) {
    return Sentence(path, errno);
  }
  return fd;
}

EventForm FollowForm(const std::string& word, int fd) {
  const bool text = word.empty() ? isatty(fd) != 0 : word == "text";
  return text ? EventForm::kText : EventForm::kJson;
}

std::variant<Outputs, std::string> PrepareOutputs(const std::string& transcript,
                                                  const std::string& follow,
                                                  const std::string& key_log) {
  if (!transcript.empty()) {
    if (std::optional<std::string> problem =
            ProblemWithOutputFile(transcript)) {
      return *std::move(problem);
    }
  }
  Outputs outputs;
  for (const auto& [path, fd] : {std::pair(&follow, &outputs.follow),
                                 std::pair(&key_log, &outputs.key_log)}) {
    if (path->empty()) {
      continue;
    }
    auto opened = OpenStreamFile(*path);
    if (auto* problem = std::get_if<std::string>(&opened)) {
      return std::move(*problem);
    }
    *fd = std::get<UniqueFd>(std::move(opened));
  }
  return outputs;
}

}  // namespace fake
