#!/bin/sh
# Talks to Changeover with curl: one buffered answer, one stream, the list of models.
set -eu
url=${CHANGEOVER_URL:-http://127.0.0.1:7090/v1}
key=${CHANGEOVER_KEY:-unused}
model=${CHANGEOVER_MODEL:-demo}
message='[{"role":"user","content":"Please say hello."}]'

ask() {
  curl --silent --show-error --fail-with-body --no-buffer "$url/$1" \
    -H "Authorization: Bearer $key" -H 'Content-Type: application/json' ${2:+-d "$2"}
  echo
}

ask chat/completions "{\"model\":\"$model\",\"messages\":$message}"
ask chat/completions "{\"model\":\"$model\",\"messages\":$message,\"stream\":true}"
ask models
