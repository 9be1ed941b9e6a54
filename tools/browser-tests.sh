#!/bin/sh
# Starts the whole system on a database and ports of its own, runs the browser tests against it, stops it: browser-tests.sh FRONTDESK
set -u
if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null 2>&1; then
    echo 'frontdesk: the browser tests need chromium: install it (apt-get install chromium) or name it in CHROMIUM' >&2
    exit 1
fi
folder=$(mktemp -d)
free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
FRONTDESK_BINARY=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
FRONTDESK_DATA=$folder/data
FRONTDESK_PORT=$(free_port)
FRONTDESK_PHONE_PORT=$(free_port)
# The waitlist's test must pass at night too.
FRONTDESK_QUIET_HOURS=off
export FRONTDESK_DATA FRONTDESK_PORT FRONTDESK_PHONE_PORT FRONTDESK_QUIET_HOURS
unset FRONTDESK_DATABASE FRONTDESK_PUBLIC_URL
"$FRONTDESK_BINARY" run >"$folder/log" 2>&1 &
server=$!
trap 'kill -TERM $server 2>/dev/null; wait $server; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
waited=0
until grep -q 'Ctrl-C stops everything' "$folder/log"; do
    if ! kill -0 $server 2>/dev/null || [ $waited -gt 900 ]; then
        echo 'frontdesk: the system did not start for the browser tests:' >&2
        tail -n 20 "$folder/log" >&2
        exit 1
    fi
    sleep 0.2
    waited=$((waited + 1))
done
export FRONTDESK_E2E_URL="http://lakeview.localhost:$FRONTDESK_PORT" FRONTDESK_E2E_PHONE_URL="http://localhost:$FRONTDESK_PHONE_PORT" FRONTDESK_E2E_BINARY="$FRONTDESK_BINARY"
(cd web && npm run --silent e2e)
result=$?
if [ $result -ne 0 ]; then
    echo 'The last lines of the system under test:' >&2
    tail -n 40 "$folder/log" >&2
fi
exit $result
