// SPDX-License-Identifier: Apache-2.0
//
// Files that live in memory only: whatever goes into or comes out of the
// sandbox passes through them, so that nothing is left on a disk, not even
// after kill -9.

#ifndef FAKE_SERVERS_SANDBOX_MEMORY_FILE_H_
#define FAKE_SERVERS_SANDBOX_MEMORY_FILE_H_

#include <optional>
#include <string>
#include <string_view>

#include "wire/unique_fd.h"

namespace fake {

// A file of that content, read from its start, closed on exec. Not valid when
// the kernel has no memory left.
[[nodiscard]] UniqueFd MakeMemoryFile(const char* name,
                                      std::string_view content);

// All that is in the file, wherever its offset stands. Nothing on an error.
[[nodiscard]] std::optional<std::string> ReadWholeFd(int fd);

// What is left in the file or the pipe. Nothing on an error; errno says why.
[[nodiscard]] std::optional<std::string> ReadToEnd(int fd);

// All of `content`, or false with errno set.
[[nodiscard]] bool WriteAll(int fd, std::string_view content);

// Lets `fd` live on in the program that is executed next.
void KeepOnExec(int fd);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_MEMORY_FILE_H_
