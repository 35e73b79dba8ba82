#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the profile FOLDER and starts Thunderbird on it once, without a network: a start on it takes half the time.
# Usage: thunderbird-profile.sh FOLDER
set -eu
mkdir -p "$1"
# -silent: without a window it has nothing to do, and leaves.
HOME=$1 timeout 60 unshare --map-root-user --net thunderbird --headless -silent --no-remote --profile "$1" >/dev/null 2>&1 || true
rm -rf "$1/lock" "$1/.parentlock" "$1/.cache" "$1/.thunderbird" "$1/.mozilla"
[ -f "$1/prefs.js" ] || { echo "Thunderbird made no profile in $1" >&2; exit 1; }
