#!/usr/bin/env bash
# The suite on Changeover and on @portkey-ai/gateway from npm, one after the other on loopback; writes docs/conformance.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
suite="dotnet tests/Changeover.Conformance/bin/Debug/net10.0/changeover-conformance.dll"
ours="dotnet src/Changeover/bin/Debug/net10.0/changeover.dll"
gateways=tests/Changeover.Conformance/Gateways
work=$(mktemp -d)
export CONFORMANCE_UPSTREAM_KEY=sk-upstream-0123456789abcdef0123456789abcdef
gateway=
trap 'kill $gateway 2> /dev/null || true; rm -rf "$work"' EXIT

reachable() { for _ in $(seq 100); do curl -s -o /dev/null "$1" && return; sleep 0.2; done; echo "$1 does not answer" >&2; exit 1; }

key=$($ours keys create --owner conformance --config $gateways/changeover.yaml --data "$work/data" 2> /dev/null)
$ours serve --config $gateways/changeover.yaml --data "$work/data" --urls http://127.0.0.1:7195 > "$work/changeover.log" & gateway=$!
reachable http://127.0.0.1:7195/healthz
$suite --base-url http://127.0.0.1:7195 --key "$key" --adapter $gateways/changeover.json --pid $gateway --json > "$work/changeover.json" || true
kill $gateway

# The override: with a later @hono/node-server every stream is answered 500.
echo '{"private":true,"dependencies":{"@portkey-ai/gateway":"1.15.2"},"overrides":{"@hono/node-server":"1.11.0"}}' > "$work/package.json"
npm install --prefix "$work" --no-audit --no-fund > /dev/null 2>&1
node "$work/node_modules/@portkey-ai/gateway/build/start-server.js" --port=7196 --headless > "$work/portkey.log" 2>&1 & gateway=$!
reachable http://127.0.0.1:7196/
$suite --base-url http://127.0.0.1:7196 --adapter $gateways/portkey.json --pid $gateway --beside "$work/changeover.json" --report docs/conformance.md || true
