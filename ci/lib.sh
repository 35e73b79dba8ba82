# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What the scripts of ci/ share: where the project is, how they speak, what
# machine they need. Sourced, never run.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export root
# A clone elsewhere finds the compilations of this one.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_INODECACHE=true

readonly exit_machine=3 # this machine cannot run it; the message says what to do

say() { printf '\n== %s\n' "$*"; }

# die STATUS MESSAGE: one clear message, and out.
die() {
  local status=$1
  shift
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit "$status"
}

packages() { # GROUP...
  local group
  for group in "$@"; do
    awk -v group="$group" '$1 == group { print $2 }' "$root/ci/packages.txt"
  done
}

missing_packages() { # GROUP...
  local package
  for package in $(packages "$@"); do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' || echo "$package"
  done
}

require_debian_12() {
  local id=unknown version=
  # shellcheck disable=SC1091
  [ -r /etc/os-release ] && id=$(. /etc/os-release && echo "$ID") && version=$(. /etc/os-release && echo "${VERSION_ID:-}")
  [ "$id $version" = "debian 12" ] ||
    die $exit_machine "this is ${id} ${version}, and the packages are named for Debian 12. Use a Debian 12 machine or container."
}

# install_packages GROUP...: installs what is missing, and only that.
install_packages() {
  require_debian_12
  local missing sudo=()
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      die $exit_machine "packages are missing and this is neither root nor is there sudo. Ask an administrator to run: apt-get install ${missing[*]}"
    fi
    sudo -v || die $exit_machine "sudo refused. Ask an administrator to run: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  say "installing ${#missing[@]} packages: ${missing[*]}"
  local apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get)
  local advice="Check the network and /etc/apt/sources.list, then run this again; or install by hand: apt-get install ${missing[*]}"
  "${apt[@]}" -q update >/dev/null || die $exit_machine "apt-get update failed: no package server could be reached. $advice"
  "${apt[@]}" -q install -y --no-install-recommends "${missing[@]}" >/dev/null ||
    die $exit_machine "apt-get install failed. $advice"
}

require_namespaces() {
  local why
  why=$(bwrap --unshare-user --unshare-net --unshare-pid --uid 0 --gid 0 --ro-bind / / --dev /dev --proc /proc true 2>&1) ||
    die $exit_machine "private networks cannot be made here (bwrap: ${why:-no reason given}). Allow user namespaces: sysctl kernel.unprivileged_userns_clone=1, and in a container run it with --security-opt seccomp=unconfined or as root."
}

# step NAME COMMAND...: runs it quietly with its time; on failure shows all.
step() {
  local name=$1 log status=0 started=$SECONDS
  shift
  log=$(mktemp)
  printf '%-34s ' "$name"
  "$@" >"$log" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    printf 'FAILED after %d s\n' "$((SECONDS - started))"
    cat "$log"
    rm -f "$log"
    die 1 "$name failed (status $status); repeat it alone with: $*"
  fi
  printf 'ok %4d s\n' "$((SECONDS - started))"
  tail -n "${step_tail:-0}" "$log"
  rm -f "$log"
}

build() { # PRESET [TARGET...]
  local preset=$1
  shift
  cd "$root"
  cmake --preset "$preset" && cmake --build --preset "$preset" ${1:+--target "$@"}
}
