"""Writes the table that text is normalised by, and what the tests expect of it: `python3 normalization.py TABLE GOLDENS`.

Both come from Python's own unicodedata. A later Unicode adds characters, and never changes what is here."""
import hashlib
import itertools
import json
import pathlib
import random
import sys
import unicodedata
from unicodedata import combining, decomposition, normalize

HEAD = f"""# Normalisation data of Unicode {unicodedata.unidata_version} (Unicode Character Database, (c) Unicode, Inc., Unicode License v3); written by tools/unicode/normalization.py.
# First code point, kind, and an entry for it and for each one after it; all code points in hexadecimal.
# : combining class   = canonical mapping, composed again   ! canonical mapping, never composed   ~ compatibility mapping
"""
CHARACTERS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]


def entries():
    for character in CHARACTERS:
        if combining(character):
            yield ord(character), ":", str(combining(character))
        mapped = decomposition(character)
        if mapped.startswith("<"):
            yield ord(character), "~", "+".join(f"{int(code, 16):X}" for code in mapped.split()[1:])
        elif mapped:
            kind = "=" if normalize("NFC", character) == character else "!"
            yield ord(character), kind, "+".join(f"{int(code, 16):X}" for code in mapped.split())


def table():
    # Neighbours of one kind share a line: their code point minus their rank is the same.
    ordered = sorted(entries(), key=lambda entry: (":=!~".index(entry[1]), entry[0]))
    for (kind, _), run in itertools.groupby(enumerate(ordered), key=lambda item: (item[1][1], item[1][0] - item[0])):
        run = [entry for _, entry in run]
        yield f"{run[0][0]:X} {kind} {' '.join(entry[2] for entry in run)}\n"


def digest(form, marks=""):
    """Over the first three planes; no character above them is mapped to another."""
    texts = (character + marks for character in CHARACTERS if ord(character) < 0x30000)
    return hashlib.sha256("\n".join(normalize(form, text) for text in texts).encode()).hexdigest()


def goldens():
    chance = random.Random(1)
    marks = [c for c in CHARACTERS if combining(c)]
    mapped = [c for c in CHARACTERS if decomposition(c)]
    pools = [marks, mapped, [normalize("NFD", c) for c in mapped], [chr(c) for c in range(0x1100, 0x1200)], [chr(c) for c in range(0xAC00, 0xD7A4)], list("aeou ")]
    mixed = ["".join(chance.choice(chance.choice(pools)) for _ in range(chance.randint(2, 8))) for _ in range(200)]
    return {
        "mixed": [[text, normalize("NFC", text), normalize("NFKC", text)] for text in mixed],
        "every_character": {form: digest(form) for form in ("NFC", "NFKC")},
        "with_marks": {form: digest(form, "\u0301\u0323") for form in ("NFC", "NFKC")},
    }


pathlib.Path(sys.argv[1]).write_text(HEAD + "".join(table()), encoding="ascii")
pathlib.Path(sys.argv[2]).write_text(json.dumps(goldens(), separators=(",", ":")).replace("],[", "],\n[") + "\n", encoding="ascii")
