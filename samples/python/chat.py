"""Talks to Changeover with Python's standard library alone.   python3 chat.py"""

import json
import os
import urllib.request

URL = os.environ.get("CHANGEOVER_URL", "http://127.0.0.1:7090/v1")
KEY = os.environ.get("CHANGEOVER_KEY", "unused")
MODEL = os.environ.get("CHANGEOVER_MODEL", "demo")


def ask(stream):
    body = {"model": MODEL, "stream": stream, "messages": [{"role": "user", "content": "Please say hello."}]}
    request = urllib.request.Request(
        f"{URL}/chat/completions",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"},
    )
    return urllib.request.urlopen(request)


def events(response):
    """The JSON of each server-sent event, up to the terminal one."""
    for line in response:
        data = line.decode().strip().removeprefix("data: ")
        if data == "[DONE]":
            return
        if data.startswith("{"):
            yield json.loads(data)


with ask(stream=False) as answer:
    print("buffered:", json.load(answer)["choices"][0]["message"]["content"])

text, finished = "", False
with ask(stream=True) as answer:
    for event in events(answer):
        for choice in event["choices"]:
            text += choice["delta"].get("content") or ""
            finished = finished or choice["finish_reason"] is not None
if not finished:
    raise SystemExit("the stream ended without a finish reason")
print("streamed:", text)
