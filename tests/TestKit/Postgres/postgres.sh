#!/bin/sh
# postgres.sh FOLDER PORT: runs a private PostgreSQL for tests in an empty folder, on the loopback only. Says "ready" on
# a line of its own when it takes connections, and stops it when its standard input ends, so that it never outlives
# the one who started it, or when it is told to. PostgreSQL refuses to run as root: then another user is taken.
set -eu
folder=$1 port=$2

bin=
for candidate in "$(dirname "$(readlink -f "$(command -v initdb || echo /)")")" \
    $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V); do
  [ ! -x "$candidate/initdb" ] || [ ! -x "$candidate/pg_isready" ] || bin=$candidate
done
[ -n "$bin" ] || { echo "no PostgreSQL is installed (initdb is neither in /usr/lib/postgresql nor on the PATH)"; exit 1; }

as=
if [ "$(id -u)" = 0 ]; then
  user=nobody
  ! id postgres >/dev/null 2>&1 || user=postgres
  chown "$user" "$folder"
  as="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
fi
cd "$folder"

# A collation that is not that of bytes, so that a text without COLLATE "C" shows.
create() { $as "$bin/initdb" -D "$folder/data" -A trust -U postgres -E UTF8 --no-sync "$@" >initdb.log 2>&1; }
create --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US || { rm -rf "$folder/data"; create --locale=C; } ||
  { cat initdb.log; exit 1; }

$as "$bin/postgres" -D "$folder/data" -p "$port" -k "$folder" -c listen_addresses=127.0.0.1 -c max_connections=300 \
  -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off </dev/null >postgres.log 2>&1 &
pid=$!
trap 'kill -INT $pid 2>/dev/null; wait $pid || true' EXIT
trap 'exit 1' INT TERM
tries=300
until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
  tries=$((tries - 1))
  [ $tries -gt 0 ] || { echo "no connection after 30 s"; exit 1; }
  kill -0 $pid 2>/dev/null || { cat postgres.log; exit 1; }
  sleep 0.1
done
echo ready
read -r _ || true
