#!/bin/sh
# An application, the gateway, two providers. In the middle of the traffic the first provider shuts the region out.
# Everything runs on free ports of this machine and in a temporary folder, and ends with this script.
#   run.sh [--no-build]     CONFIGURATION=Release takes the optimised build
set -eu
cd "$(dirname "$0")/../.."
configuration=${CONFIGURATION:-Debug}
folder=$(mktemp -d)
started=

end() {
  trap - EXIT INT TERM
  for process in $started; do kill "$process" 2>/dev/null || :; done
  wait
  rm -rf "$folder"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start() { # name project assembly [argument…]: runs it, its output in a file of that name
  name=$1 program=$2/bin/$configuration/net10.0/$3.dll
  shift 3
  : >"$folder/$name"
  dotnet "$program" "$@" >>"$folder/$name" 2>&1 &
  started="$started $!"
}

seen() { # name pattern: what stands between the brackets of the pattern, once the program has written it
  until grep -q "$2" "$folder/$1"; do
    kill -0 ${started##* } 2>/dev/null || { cat "$folder/$1" >&2; exit 1; }
    sleep 0.1
  done
  sed -n "s|.*$2.*|\1|p" "$folder/$1"
}

if [ "${1:-}" != --no-build ]; then
  for project in src/Changeover tools/Changeover.Sandbox samples/cut-off; do
    dotnet build "$project" -c "$configuration" -v q --nologo >"$folder/build" || { cat "$folder/build" >&2; exit 1; }
  done
fi

for provider in first second; do
  start $provider tools/Changeover.Sandbox changeover-sandbox --urls http://127.0.0.1:0 --control-urls http://127.0.0.1:0
  seen $provider '"provider":"\([^"]*\)/"' >"$folder/$provider.url"
done
first=$(cat "$folder/first.url") second=$(cat "$folder/second.url")
control=$(seen first '"control":"\([^"]*\)/"')
curl -sSf -o "$folder/fault" -X PUT "$control/fault" -d '{"kind":"region_block","after_requests":15}'

export PROVIDER_KEY=sk-sandbox CHANGEOVER__UPSTREAMS__FIRST__BASE_URL="$first/v1" CHANGEOVER__UPSTREAMS__SECOND__BASE_URL="$second/v1"
start gateway src/Changeover changeover --config samples/cut-off/changeover.yaml --urls http://127.0.0.1:0 --data "$folder/data"
gateway=$(seen gateway 'listens on \(http[^ ]*\)')

echo "After 15 requests the first provider answers 403 unsupported_country_region_territory. The application asks $gateway/v1 for gpt-4o:"
dotnet samples/cut-off/bin/"$configuration"/net10.0/cut-off.dll "$gateway/v1" unused gpt-4o
