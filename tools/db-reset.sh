#!/bin/sh
# Removes the embedded database and what belongs to it. A running one is left alone.
set -eu
data=${FRONTDESK_DATA:-.data}
for user in "$data"/postgres.users/*; do
    [ -e "$user" ] || continue
    process=${user##*/}
    process=${process%%-*}
    if kill -0 "$process" 2>/dev/null; then
        echo "frontdesk: the database is in use by process $process: stop it first" >&2
        exit 1
    fi
done
if [ -f "$data/postgres/postmaster.pid" ]; then
    server=$(head -n 1 "$data/postgres/postmaster.pid")
    case "$(ps -o comm= -p "$server" 2>/dev/null || true)" in
        postgres*)
            kill -INT "$server"
            while kill -0 "$server" 2>/dev/null; do sleep 0.1; done ;;
    esac
fi
rm -rf "$data/postgres" "$data/postgres.new" "$data/postgres.users" "$data/postgres.port" "$data/secrets/postgres-password"
echo "The embedded database in $data is gone; the next start makes a new one."
