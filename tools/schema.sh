#!/bin/sh
# Migrates a throw-away database and writes its catalog to a file: schema.sh FRONTDESK FILE
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
FRONTDESK_DATABASE= FRONTDESK_DATA="$folder" "$1" migrate --write-schema "$2" >/dev/null
