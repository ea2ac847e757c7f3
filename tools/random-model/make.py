"""Writes a model folder with random weights: `python3 make.py tiny FOLDER` for tests, `qwen2.5-0.5b` for the bench.

Same arguments, same bytes. Needs numpy and onnx (Debian: python3-onnx)."""
import argparse
import json
import pathlib
from dataclasses import dataclass, replace

import numpy as np
import onnx

from graph import decoder


@dataclass(frozen=True)
class Shape:
    layers: int
    hidden: int
    heads: int
    kv_heads: int
    head_dim: int
    inner: int
    vocab: int
    positions: int
    theta: float
    bias: bool
    tied: bool
    sharpness: float
    half_cache: bool = False
    masks_padding: bool = True


SHAPES = {
    "tiny": Shape(2, 32, 4, 2, 8, 64, 262, 512, 10_000.0, True, False, 4.0),
    # Keys, values and logits in fp16, and a mask that does not know of padding, as fused exports have it.
    "tiny-unpadded": Shape(1, 16, 2, 1, 8, 32, 262, 512, 10_000.0, False, False, 4.0, half_cache=True, masks_padding=False),
    "qwen2.5-0.5b": Shape(24, 896, 14, 2, 64, 4864, 151_936, 32_768, 1_000_000.0, True, True, 0.3),
}
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
MARKS = ["<tool_call>", "</tool_call>"]
TEMPLATE = ("{% for turn in messages %}<|im_start|>{{ turn.role }}\n{{ turn.content }}<|im_end|>\n{% endfor %}"
            "{{ '<|im_start|>assistant\\n' if add_generation_prompt }}")


def byte_letters():
    """GPT-2's printable stand-in for each byte, in byte order."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in plain]
    letter = {b: chr(b) for b in plain} | {b: chr(256 + i) for i, b in enumerate(others)}
    return [letter[b] for b in range(256)]


def tokenizer():
    vocab = {letter: i for i, letter in enumerate(byte_letters())}
    added = [{"id": 256 + i, "content": text, "single_word": False, "lstrip": False, "rstrip": False,
              "normalized": False, "special": text in SPECIAL} for i, text in enumerate(SPECIAL + MARKS)]
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": True}
    return {"version": "1.0", "added_tokens": added, "normalizer": None, "pre_tokenizer": level, "decoder": level,
            "model": {"type": "BPE", "byte_fallback": False, "vocab": vocab, "merges": []}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shape", choices=SHAPES)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--weights", choices=["fp32", "int8", "int8-dynamic", "int4"], default="fp32")
    parser.add_argument("--vocab", type=int, help="smaller vocabulary, for a smaller file")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    shape = SHAPES[chosen.shape]
    shape = replace(shape, vocab=chosen.vocab or shape.vocab)
    chosen.folder.mkdir(parents=True, exist_ok=True)

    def write(name, value):
        (chosen.folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    write("config.json", {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "num_hidden_layers": shape.layers,
        "hidden_size": shape.hidden, "num_attention_heads": shape.heads, "num_key_value_heads": shape.kv_heads,
        "head_dim": shape.head_dim, "intermediate_size": shape.inner, "vocab_size": shape.vocab,
        "max_position_embeddings": shape.positions, "rope_theta": shape.theta, "eos_token_id": 258})
    write("tokenizer.json", tokenizer())
    write("tokenizer_config.json", {"eos_token": "<|im_end|>", "chat_template": TEMPLATE})
    data = chosen.folder / "model.onnx_data"
    data.unlink(missing_ok=True)
    path = chosen.folder / "model.onnx"
    onnx.save(decoder(shape, chosen.weights, np.random.default_rng(chosen.seed), data), str(path))
    print(f"{path}: {sum(f.stat().st_size for f in chosen.folder.iterdir()):,} bytes")


if __name__ == "__main__":
    main()
