#!/usr/bin/env python3
"""Renders our own templates with Python's Jinja2 under Hugging Face's settings and writes what it says as goldens.

Usage: generate.py > ../../tests/Changeover.Tests/Inference/Templates/templates.golden.json
Needs Debian's python3-jinja2. The templates are our own; each is named by what it exercises, and together they use all that ChatTemplate knows.
"""
import copy
import datetime
import json
import pathlib
import sys

import jinja2
from jinja2.ext import Extension, loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

HERE = pathlib.Path(__file__).parent
NOW = datetime.datetime(2026, 3, 7, 9, 5, 4)


class Generation(Extension):
    """{% generation %} marks the assistant's text for training; its content is rendered as it is."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.If(jinja2.nodes.Const(True), body, [], []).set_lineno(line)


def environment():
    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    env = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, loopcontrols])
    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    env.globals["strftime_now"] = NOW.strftime
    return env


def render(source, variables):
    try:
        # A copy: Jinja2's indent filter changes a list that it is given before it fails on it.
        return {"text": environment().from_string(source).render(**copy.deepcopy(variables))}
    except Exception as fault:  # whatever Python makes of it: here only that it refuses
        return {"fault": str(fault)}


def tool(name, description, properties, required):
    function = {"name": name}
    if description is not None:
        function["description"] = description
    function["parameters"] = {"type": "object", "properties": properties, "required": required}
    return {"type": "function", "function": function}


def call(identifier, name, arguments):
    return {"id": identifier, "type": "function", "function": {"name": name, "arguments": arguments}}


TOOLS = [
    tool("weather", "The weather\nof a \"place\" <now> & later", {
        "city": {"type": "string", "description": "Ort, z. B. Zürich 🙂"},
        "unit": {"enum": ["C", "F"]},
        "days": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 0.5}}, "required": []}},
    }, ["city"]),
    tool("add", None, {"a": {"type": "number"}, "b": {"type": "number"}}, ["a", "b"]),
]

CONVERSATIONS = {
    "greeting": {"messages": [{"role": "user", "content": "Hello"}]},
    "system": {"messages": [{"role": "system", "content": "  Be brief.\n"}, {"role": "user", "content": "Hi there  "}]},
    "turns": {"messages": [
        {"role": "user", "content": "One\ntwo"}, {"role": "assistant", "content": "Three"},
        {"role": "user", "content": "{{ not a template }} {% if %}"}, {"role": "assistant", "content": ""},
        {"role": "user", "content": "日本語 — ünïcödé 🙂👩‍👩‍👧 \u200b end"}]},
    "history": {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], "add_generation_prompt": False},
    "not alternating": {"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}]},
    "tools": {"messages": [{"role": "system", "content": "Use tools."}, {"role": "user", "content": "Weather in Zürich?"}], "tools": TOOLS},
    "tool call": {"messages": [
        {"role": "user", "content": "Weather?"},
        {"role": "assistant", "content": "", "tool_calls": [call("abcdefghi", "weather", {"city": "Zürich \"x\"", "days": [1, 2.5, None, True], "n": 12345678901234567890})]},
        {"role": "tool", "content": "{\"t\": 21}", "tool_call_id": "abcdefghi", "name": "weather"},
        {"role": "assistant", "content": "21 degrees"},
        {"role": "user", "content": "Thanks"}], "tools": TOOLS},
    "two calls": {"messages": [
        {"role": "user", "content": "Add and look"},
        {"role": "assistant", "content": "At once.", "tool_calls": [call("aaaaaaaaa", "add", {"b": 2, "a": 1e20}), call("bbbbbbbbb", "weather", {})]},
        {"role": "tool", "content": "3", "tool_call_id": "aaaaaaaaa"},
        {"role": "tool", "content": "rain", "tool_call_id": "bbbbbbbbb"}], "tools": TOOLS},
    "arguments are text": {"messages": [
        {"role": "user", "content": "x"},
        {"role": "assistant", "content": "", "tool_calls": [call("ccccccccc", "add", "{\"a\": 1, oops")]},
        {"role": "tool", "content": "failed", "tool_call_id": "ccccccccc"}], "tools": TOOLS[1:]},
    "reasoning": {"messages": [
        {"role": "user", "content": "Why?"},
        {"role": "assistant", "content": "Because.", "reasoning_content": "\nThinking hard\n\n"},
        {"role": "user", "content": "Really?"},
        {"role": "assistant", "content": "Yes.", "reasoning_content": "More"}], "add_generation_prompt": False},
    "reasoning in the text": {"messages": [
        {"role": "user", "content": "Why?"},
        {"role": "assistant", "content": "<think>\nhm\n</think>\n\nSo."}], "variables": {"thinking": False}},
    "no thinking": {"messages": [{"role": "user", "content": "q"}], "variables": {"thinking": False}},
    "tools at the end": {"messages": [{"role": "user", "content": "q"}], "tools": TOOLS, "variables": {"tools_at_end": True, "today": "the first of May"}},
    "picture": {"messages": [{"role": "user", "content": [{"type": "text", "text": " What is "}, {"type": "image", "url": "data:,x"}, {"type": "text", "text": "this? "}]}]},
    "named": {"messages": [{"role": "system", "content": "A"}, {"role": "user", "content": "B", "name": "ann"}, {"role": "system", "content": "C"}, {"role": "assistant", "content": "D"}, {"role": "user", "content": "E"}]},
    "empty": {"messages": []},
}

VALUES = {
    "messages": [], "tools": None, "documents": None, "add_generation_prompt": True, "bos_token": "<s>", "eos_token": "</s>",
    "big": 123456789012345678901234567890, "deep": {"a": {"b": [{"c": "found"}]}}, "half": 0.5, "floats": [1.0, 1e300, 1.5e-7, 100.25, 5e-324, 1e22, 123456789012345680.0],
}


def main():
    cases = []
    for path in sorted((HERE / "templates").glob("*.jinja")):
        source = path.read_text(encoding="utf-8")
        for name, conversation in CONVERSATIONS.items():
            variables = {
                "messages": conversation["messages"], "tools": conversation.get("tools"), "documents": None,
                "add_generation_prompt": conversation.get("add_generation_prompt", True),
                "bos_token": "<s>", "eos_token": "</s>", **conversation.get("variables", {})}
            cases.append({"template": path.stem, "conversation": name, **render(source, variables)})

    def lines(name):
        return [line for line in (HERE / name).read_text(encoding="utf-8").split("\n") if line]

    expressions = [{"source": source, **render(source, VALUES)} for source in lines("expressions.txt")]
    for expression in expressions:
        if "fault" in expression:
            sys.exit(f"not an expression: {expression}")
    faults = [source.replace("\\n", "\n") for source in lines("faults.txt")]
    for source in faults:
        if "text" in render(source, VALUES):
            sys.exit(f"not a fault: {source}")

    json.dump({
        "templates": {path.stem: path.read_text(encoding="utf-8") for path in sorted((HERE / "templates").glob("*.jinja"))},
        "conversations": CONVERSATIONS, "cases": cases, "values": {key: VALUES[key] for key in ("big", "deep", "half", "floats")},
        "expressions": expressions, "faults": faults,
    }, sys.stdout, ensure_ascii=False, indent=1)
    print()


main()
