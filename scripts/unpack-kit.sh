#!/bin/sh
# On the GPU host: checks, joins and unpacks what scripts/offline-kit has packed. Needs sh, tar with
# gzip, and sha256sum; no network.
#
# usage: sh unpack-kit.sh FOLDER [FROM]
#   FOLDER   where to unpack to
#   FROM     where the kit's files lie (beside this script)
set -eu

fail() { printf 'unpack-kit: %s\n' "$1" >&2; exit "${2:-4}"; }

# Names what does not match and nothing else.
check() {
  said=$(sha256sum -c "$1" 2>&1) && return
  printf '%s\n' "$said" | while read -r told; do
    case $told in *': OK') ;; *) printf '%s\n' "$told" >&2 ;; esac
  done
  return 1
}

[ $# -ge 1 ] && [ $# -le 2 ] || fail "usage: sh unpack-kit.sh FOLDER [FROM]" 2
from=${2:-$(dirname -- "$0")}
mkdir -p "$1" || fail "cannot write to $1"
to=$(CDPATH='' cd -- "$1" && pwd -P)
cd "$from" || fail "there is no folder $from" 2
[ -r kit.sha256 ] || fail "kit.sha256 is not in $from: take all files of the kit along" 3
check kit.sha256 || fail "a file of the kit is missing or damaged, see above; copy it again" 3
set -- trt-doctor-kit-*.tar.gz*
[ -e "$1" ] || fail "there is no trt-doctor-kit-*.tar.gz in $from" 3
cat -- "$@" | tar -xzf - -C "$to" || fail "unpacking into $to failed; is there enough room?"
(cd "$to" && check SHA256SUMS) || fail "what was unpacked in $to is damaged" 3
printf '%s\n' "unpacked in $to; try: $to/trt-doctor env" >&2
