#!/usr/bin/env bash
# Installs the Debian packages that the tests need, when one is missing.
set -eu
"$(dirname "$0")/need.sh" go node npm git
missing=()
command -v chromium >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
fc-list 2>/dev/null | grep -qi dejavu || missing+=(fontconfig fonts-dejavu-core)
[ -x /usr/sbin/slapd ] || missing+=(slapd ldap-utils) # a directory to sign in with
command -v strace >/dev/null || missing+=(strace) # makes the disk of a test fail
{ command -v ip && { command -v nft || [ -x /usr/sbin/nft ]; }; } >/dev/null || missing+=(iproute2 nftables) # networks of several hosts
command -v gcc >/dev/null || missing+=(gcc libc6-dev) # the race detector links with cgo
[ ${#missing[@]} -eq 0 ] && exit 0
command -v apt-get >/dev/null || { echo "missing: ${missing[*]}; this is no Debian system, install them by hand" >&2; exit 1; }
sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)
echo "installing ${missing[*]}"
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
