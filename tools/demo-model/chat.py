"""Text to ids and back, and the chat template: what train, export and score share."""
import json
import re

from jinja2.sandbox import ImmutableSandboxedEnvironment

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>"]
ID = {text: 256 + i for i, text in enumerate(SPECIAL)}
END = ID["<|im_end|>"]

TEMPLATE = """\
{#- A turn is <|im_start|>role, a line feed, what is said, <|im_end|>. Tools join the opening system turn, which is made when there is none. #}
{%- set opening = messages[:1] if messages and messages[0].role == 'system' else [] %}
{%- macro turn(speaker, said) %}
    {{- '<|im_start|>' ~ speaker ~ '\\n' ~ said ~ '<|im_end|>\\n' }}
{%- endmacro %}
{%- macro offered() %}
    {{- '# Tools\\n<tools>' }}
    {%- for each in tools %}
        {{- '\\n' ~ (each.function | tojson) }}
    {%- endfor %}
    {{- '\\n</tools>' }}
{%- endmacro %}
{%- macro called(each) %}
    {%- set given = each.function.arguments %}
    {{- '<tool_call>\\n{"name": "' ~ each.function.name ~ '", "arguments": ' ~ (given if given is string else given | tojson) ~ '}\\n</tool_call>' }}
{%- endmacro %}
{%- macro answered(message) %}
    {{- message.content or '' }}
    {%- for each in message.tool_calls or [] %}
        {{- ('\\n' if message.content or not loop.first else '') ~ called(each) }}
    {%- endfor %}
{%- endmacro %}
{%- if tools %}
    {{- turn('system', (opening[0].content ~ '\\n\\n' if opening else '') ~ offered()) }}
{%- endif %}
{%- for message in (messages[1:] if tools and opening else messages) %}
    {{- turn(message.role, answered(message) if message.role == 'assistant' else message.content) }}
{%- endfor %}
{{- '<|im_start|>assistant\\n' if add_generation_prompt else '' }}
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
