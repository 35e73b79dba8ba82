// SPDX-License-Identifier: Apache-2.0
//
// The files below /etc that say how names are resolved and where home is, as
// the sandbox has them in place of the machine's own.

#ifndef FAKE_SERVERS_SANDBOX_SYSTEM_FILES_H_
#define FAKE_SERVERS_SANDBOX_SYSTEM_FILES_H_

#include <string>
#include <string_view>
#include <vector>

#include "world/world.h"

namespace fake {

struct SystemFile {
  std::string path;  // Without symbolic links.
  std::string content;
};

// Replacements for those files that this machine has. One that it lacks needs
// none: the C library's defaults (ask 127.0.0.1, files before DNS) are ours.
[[nodiscard]] std::vector<SystemFile> SystemFiles(
    const std::string& resolv_conf);

// /etc/resolv.conf for the servers and the search list of `resolver`.
[[nodiscard]] std::string ResolvConf(const Resolver& resolver);

// `passwd` with `home` as the home directory of user 0, so that programs which
// ask the user database agree with those which ask $HOME.
[[nodiscard]] std::string PasswdWithHome(std::string_view passwd,
                                         std::string_view home);

// Where a chain of symbolic links ends, also when nothing is there:
// /etc/resolv.conf often points below /run, which is empty inside.
[[nodiscard]] std::string EndOfLinks(const std::string& path);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_SYSTEM_FILES_H_
