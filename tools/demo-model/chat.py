"""Text to ids and back, and the chat template: what train, export and score share."""
import json
import re

from jinja2.sandbox import ImmutableSandboxedEnvironment

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>"]
ID = {text: 256 + i for i, text in enumerate(SPECIAL)}
END = ID["<|im_end|>"]

TEMPLATE = """\
{%- if tools %}
    {{- '<|im_start|>system\\n' }}
    {%- if messages[0].role == 'system' %}
        {{- messages[0].content + '\\n\\n' }}
    {%- endif %}
    {{- '# Tools\\n<tools>' }}
    {%- for tool in tools %}
        {{- '\\n' }}
        {{- tool.function | tojson }}
    {%- endfor %}
    {{- '\\n</tools><|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
    {%- if message.role == 'assistant' %}
        {{- '<|im_start|>assistant\\n' }}
        {%- if message.content %}
            {{- message.content }}
        {%- endif %}
        {%- if message.tool_calls %}
            {%- for call in message.tool_calls %}
                {%- if not loop.first or message.content %}
                    {{- '\\n' }}
                {%- endif %}
                {{- '<tool_call>\\n{"name": "' + call.function.name + '", "arguments": ' }}
                {%- if call.function.arguments is string %}
                    {{- call.function.arguments }}
                {%- else %}
                    {{- call.function.arguments | tojson }}
                {%- endif %}
                {{- '}\\n</tool_call>' }}
            {%- endfor %}
        {%- endif %}
        {{- '<|im_end|>\\n' }}
    {%- elif not (message.role == 'system' and tools and loop.first) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
"""

_environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
# Transformers' own `tojson`: keys in the given order, nothing escaped for HTML.
_environment.filters["tojson"] = lambda value: json.dumps(value, ensure_ascii=False)
_template = _environment.from_string(TEMPLATE)
_pieces = re.compile("(" + "|".join(map(re.escape, SPECIAL)) + ")")


def render(messages, tools=None, generate=False):
    return _template.render(messages=messages, tools=tools, add_generation_prompt=generate)


def encode(text):
    ids = []
    for piece in _pieces.split(text):
        ids += [ID[piece]] if piece in ID else piece.encode()
    return ids


def decode(ids):
    return b"".join(bytes([i]) if i < 256 else SPECIAL[i - 256].encode() for i in ids).decode(errors="replace")


def byte_letters():
    """GPT-2's printable stand-in for each byte, the alphabet of every ByteLevel tokenizer."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in plain]
    return {b: chr(b) for b in plain} | {b: chr(256 + i) for i, b in enumerate(others)}
