#!/bin/sh
# Makes an empty migration with the next free number of its module.
name=$1
module=${name%%_*}
case "$module" in
    platform | audit) first=1 last=9 ;;
    patients) first=10 last=19 ;;
    worklist) first=70 last=79 ;;
    scheduling) first=20 last=29 ;;
    messaging) first=30 last=39 ;;
    callcenter) first=40 last=49 ;;
    *) first=0 ;;
esac
if ! echo "$name" | grep -Eq '^[a-z]+_[a-z0-9_]+$' || [ "$first" = 0 ]; then
    echo 'frontdesk: name the module and what changes: make migration name=scheduling_rooms' >&2
    exit 2
fi

# The first release has ten numbers for each module; what comes after counts on from 100, whatever the module.
number=$first
while [ "$number" -le "$last" ] && ls db/migrations/"$(printf %04d "$number")"_* >/dev/null 2>&1; do number=$((number + 1)); done
if [ "$number" -gt "$last" ]; then
    number=100
    while ls db/migrations/"$(printf %04d "$number")"_* >/dev/null 2>&1; do number=$((number + 1)); done
fi
file=db/migrations/$(printf %04d "$number")_$name.sql
printf -- '-- What this changes, and why.\n\n' >"$file"
echo "$file"
