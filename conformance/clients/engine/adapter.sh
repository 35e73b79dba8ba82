#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Finds the engine's executable and becomes it: it speaks the adapter protocol
# itself. An argument names a preset of `autodiscover`. The launcher of `conform`
# names the folder; without it the optimised build is taken, or else the one for
# debugging.
build=$(dirname "$0")/../../../build
for folder in "${AUTODISCOVER_BIN_DIR:-}" "$build/release/bin" "$build/dev/bin"; do
  if [ -x "$folder/autodiscover" ]; then
    exec "$folder/autodiscover" adapter ${1:+--preset "$1"}
  fi
done
echo "adapter.sh: autodiscover is not built: cmake --workflow --preset release" >&2
exit 1
