#!/bin/sh
# Fails when a committed, generated text is not what the program writes now: drift.sh FRONTDESK
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
faults=0
compare() {
    if ! diff -u "$1" "$2"; then
        echo "frontdesk: $1 is not what the sources say: run \`make $3\` and commit it" >&2
        faults=1
    fi
}
sh tools/schema.sh "$1" "$folder/schema.sql"
compare db/schema.sql "$folder/schema.sql" schema
"$1" openapi "$folder/openapi.json"
compare openapi.json "$folder/openapi.json" openapi
exit $faults
