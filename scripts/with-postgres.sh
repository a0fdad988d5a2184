#!/usr/bin/env bash
# Runs a command with a fresh, private PostgreSQL: PARLEY_TEST_POSTGRES names
# it. The server listens on a socket in its own folder only and is stopped and
# removed afterwards. It does not wait for the disk, unless PARLEY_PG_FSYNC=on.
set -eu
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
[ -n "$bin" ] || { echo 'no PostgreSQL server found; run: make test-deps' >&2; exit 1; }
dir=$(mktemp -d /tmp/parley-pg.XXXXXX)
as=()
if [ "$(id -u)" -eq 0 ]; then # the server refuses to run as root
  chown postgres "$dir"
  as=(runuser -u postgres --)
fi
stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}
trap stop EXIT
cd /tmp
"${as[@]}" "$bin/initdb" -D "$dir/data" -U parley -A trust -E UTF8 --locale=C >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/data/server.log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$dir' -c fsync=${PARLEY_PG_FSYNC:-off} -c max_connections=200" start >/dev/null \
  || { cat "$dir/data/server.log" >&2; exit 1; }
export PARLEY_TEST_POSTGRES="postgres:///postgres?host=$dir&user=parley"
cd "$OLDPWD"
"$@"
