#!/bin/sh
# One line for each tool that is missing or too old, all at once.
missing=0
say() { echo "frontdesk: $1" >&2; missing=1; }

if ! command -v dotnet >/dev/null 2>&1; then
    say 'dotnet is missing: install the .NET 10 SDK, https://dotnet.microsoft.com/download/dotnet/10.0'
elif ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    say "the .NET 10 SDK is missing (found: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')): https://dotnet.microsoft.com/download/dotnet/10.0"
fi

if ! command -v node >/dev/null 2>&1; then
    say 'node is missing: install Node.js 20.19 or later, https://nodejs.org/'
elif ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
    say "Node.js $(node --version) is too old: 20.19 or later is needed, https://nodejs.org/"
fi

command -v npm >/dev/null 2>&1 || say 'npm is missing: it comes with Node.js, on some systems as a package of its own'
exit $missing
