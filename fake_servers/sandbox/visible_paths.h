// SPDX-License-Identifier: Apache-2.0
//
// Which paths must be put back where the sandbox has a fresh, empty directory
// of its own: a checkout below /tmp must be found inside, too. Pure.

#ifndef FAKE_SERVERS_SANDBOX_VISIBLE_PATHS_H_
#define FAKE_SERVERS_SANDBOX_VISIBLE_PATHS_H_

#include <string>
#include <string_view>
#include <vector>

namespace fake {

// The directories that are fresh and empty inside.
inline constexpr std::string_view kFreshDirectories[] = {"/run", "/tmp",
                                                         "/var/tmp"};

// True when the absolute `path` lies below a fresh directory.
[[nodiscard]] bool LiesBelowFreshDirectory(std::string_view path);

// What to show so that the file `path` can be used: the directory it lies in,
// since programs come with neighbours; the file alone when that directory is a
// fresh one itself. Empty when `path` is visible anyway.
[[nodiscard]] std::string DirectoryToShow(std::string_view path);

// `paths` without repetitions and without those that another one contains,
// parents first.
[[nodiscard]] std::vector<std::string> WithoutContained(
    std::vector<std::string> paths);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_VISIBLE_PATHS_H_
