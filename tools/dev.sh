#!/bin/sh
# Everything of `make run`, rebuilt as files change: C# by dotnet watch, the web apps by vite. Ctrl-C stops all of it.
port=${FRONTDESK_PORT:-8080}
export FRONTDESK_PORT="$port"
dotnet watch --project src/Host --non-interactive run -- run &
server=$!
(cd web && unset FRONTDESK_PORT && FRONTDESK_HOST="http://localhost:$port" exec npm run --silent dev) &
web=$!
trap 'kill -TERM $server $web 2>/dev/null' INT TERM HUP
wait $server
kill -TERM $web 2>/dev/null
wait
