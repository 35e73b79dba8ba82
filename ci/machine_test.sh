#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Shows ci/quickstart machines that cannot run it, and expects one clear message
# from each and status 3. The machines are made with bubblewrap: another
# /etc/os-release, a package list with a package that is not there, no network,
# no sudo, a bwrap that may not make namespaces.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

mkdir "$scratch/bin" "$scratch/empty"
printf 'ID=ubuntu\nVERSION_ID=24.04\n' >"$scratch/os-release"
printf 'run no-such-package-at-all\n' >"$scratch/packages.txt"
printf '#!/bin/sh\necho "No permissions to create new namespace" >&2\nexit 1\n' >"$scratch/bin/bwrap"
printf '#!/bin/sh\nexit 1\n' >"$scratch/bin/sudo"
chmod +x "$scratch/bin/"*
chmod 755 "$scratch"
# A PATH that has everything of the usual one but sudo.
mkdir "$scratch/nosudo"
ln -s /usr/bin/* "$scratch/nosudo/" 2>/dev/null || true
rm -f "$scratch/nosudo/sudo"

expect() { # PATTERN BWRAP_ARGUMENTS... -- the machine, then quickstart
  local pattern=$1 status=0 said
  shift
  said=$(bwrap --bind / / --dev /dev --proc /proc "$@" "$root/ci/quickstart" </dev/null 2>&1) || status=$?
  if [ "$status" -ne 3 ] || ! grep -qE "$pattern" <<<"$said" || [ "$(grep -c '^quickstart: ' <<<"$said")" -ne 1 ]; then
    printf 'expected status 3 and one message like /%s/, got status %s:\n%s\n' "$pattern" "$status" "$said"
    exit 1
  fi
  grep '^quickstart: ' <<<"$said"
}

list=(--ro-bind "$scratch/packages.txt" "$root/ci/packages.txt")
nobody=(--unshare-user --uid 65534 --gid 65534)
expect 'this is ubuntu 24\.04, .*Debian 12' --ro-bind "$scratch/os-release" /etc/os-release
expect 'no package server|apt-get .* failed' "${list[@]}" --unshare-user --uid 0 --gid 0 --unshare-net --tmpfs /var/lib/apt/lists --tmpfs /var/cache/apt
expect 'neither root nor .*sudo.*apt-get install no-such-package-at-all' "${list[@]}" "${nobody[@]}" --setenv PATH "$scratch/nosudo"
expect 'sudo refused' "${list[@]}" "${nobody[@]}" --setenv PATH "$scratch/bin:/usr/bin:/bin"
expect 'private networks cannot be made here .*namespace.*Allow user namespaces' --setenv PATH "$scratch/bin:/usr/bin:/bin"
