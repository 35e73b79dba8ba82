#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Proves that the checks can fail: feeds each one the mistake it is there for,
# in a scratch folder, and expects it to object.
set -euo pipefail
ci=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

expect_failure() { # NAME COMMAND...
  local name=$1
  shift
  if "$@" >"$scratch/said" 2>&1; then
    echo "$name did not object:"
    cat "$scratch/said"
    exit 1
  fi
  echo "$name objects: $(head -n 1 "$scratch/said")"
}

mkdir -p "$scratch"/{engine/core,engine/driver,fake_servers/http}
{ echo '// SPDX-License-Identifier: Apache-2.0'; seq -f '// line %g' 401; } >"$scratch/long.cc"
expect_failure "the file size" /usr/bin/python3 "$ci/check_sizes.py" "$scratch/long.cc"
echo 'int x;' >"$scratch/bare.cc"
expect_failure "the licence line" /usr/bin/python3 "$ci/check_sizes.py" "$scratch/bare.cc"
{ echo '# SPDX-License-Identifier: Apache-2.0'; echo 'def f():'; seq -f '    f(%g)' 50; } >"$scratch/long.py"
expect_failure "the function size" /usr/bin/python3 "$ci/check_sizes.py" "$scratch/long.py"
echo '#include "driver/loop.h"' >"$scratch/engine/core/a.cc"
expect_failure "the include direction" /usr/bin/python3 "$ci/check_includes.py" "$scratch"
echo '#include <curl/curl.h>' >"$scratch/engine/core/a.cc"
expect_failure "the wrapped library" /usr/bin/python3 "$ci/check_includes.py" "$scratch"
printf '#include "core/own.h"\nstd::vector<std::string> all;\n' >"$scratch/engine/core/a.cc"
echo '#include <vector>' >"$scratch/engine/core/own.h"
echo 'set(autodiscover_common_headers <string> <vector>)' >"$scratch/CMakeLists.txt"
expect_failure "the forgotten header" /usr/bin/python3 "$ci/check_headers.py" "$scratch"
echo 'set(autodiscover_common_headers <regex>)' >"$scratch/CMakeLists.txt"
expect_failure "the unknown header" /usr/bin/python3 "$ci/check_headers.py" "$scratch"
for call in 'std::chrono::steady_clock::now()' 'std::getenv("HOME")' 'std::rand()'; do
  printf '#include <chrono>\n#include <cstdlib>\nbool Impure() { (void)%s; return true; }\n' "$call" >"$scratch/impure.cc"
  "${CXX:-g++}" -std=c++20 -c "$scratch/impure.cc" -o "$scratch/impure.o"
  expect_failure "the purity of the core ($call)" "$ci/check_purity.sh" "$scratch/impure.o"
done
