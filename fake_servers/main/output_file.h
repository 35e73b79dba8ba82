// SPDX-License-Identifier: Apache-2.0
//
// The files that we write: whole or not at all, or line by line.

#ifndef FAKE_SERVERS_MAIN_OUTPUT_FILE_H_
#define FAKE_SERVERS_MAIN_OUTPUT_FILE_H_

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "history/transcript.h"
#include "wire/unique_fd.h"

namespace fake {

// Nothing when WriteOutputFile could write there, else one sentence. Asked
// before the work is done whose fruit the file is to hold.
[[nodiscard]] std::optional<std::string> ProblemWithOutputFile(
    const std::string& path);

// Replaces `path` at one blow: who reads it finds the old content or the new.
// What is no regular file (/dev/stdout, a pipe) is written to as it is. Nothing
// on success, else one sentence.
[[nodiscard]] std::optional<std::string> WriteOutputFile(
    const std::string& path, std::string_view content);

// A file that grows line by line, emptied at first; what is no regular file is
// added to. On failure one sentence.
[[nodiscard]] std::variant<UniqueFd, std::string> OpenStreamFile(
    const std::string& path);

// How events are told there: as `word` says, `text` or `json`, and without one
// as text to a terminal alone.
[[nodiscard]] EventForm FollowForm(const std::string& word, int fd);

struct Outputs {
  UniqueFd follow;
  UniqueFd key_log;
};

// Both kinds before the work: sees that `transcript` can be written, and opens
// the others. An empty path stands for no file, and gives no valid descriptor.
[[nodiscard]] std::variant<Outputs, std::string> PrepareOutputs(
    const std::string& transcript, const std::string& follow,
    const std::string& key_log);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_OUTPUT_FILE_H_
