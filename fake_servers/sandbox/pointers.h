// SPDX-License-Identifier: Apache-2.0
//
// The form in which execve wants its lists.

#ifndef FAKE_SERVERS_SANDBOX_POINTERS_H_
#define FAKE_SERVERS_SANDBOX_POINTERS_H_

#include <string>
#include <vector>

namespace fake {

// Points into `strings`, which must outlive the result; ends with a null.
[[nodiscard]] inline std::vector<char*> ToPointers(
    std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& text : strings) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_POINTERS_H_
