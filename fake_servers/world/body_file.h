// SPDX-License-Identifier: Apache-2.0
//
// The files that `body_file` names: below the scenario's folder and nowhere
// else, whatever their names and links say.

#ifndef FAKE_SERVERS_WORLD_BODY_FILE_H_
#define FAKE_SERVERS_WORLD_BODY_FILE_H_

#include <optional>
#include <string>

namespace fake {

struct BodyFile {
  std::string bytes;
  std::string problem;  // Empty: it was read.
};

// `name` relative to the folder of `scenario`, a path.
[[nodiscard]] BodyFile ReadBodyFile(const std::string& scenario,
                                    const std::string& name);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_BODY_FILE_H_
