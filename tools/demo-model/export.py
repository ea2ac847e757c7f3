"""Writes the shipped folder from trained weights. Usage: export.py WEIGHTS.pt FOLDER"""
import json
import sys
from pathlib import Path

import onnx

import chat
import graph
from model import Shape, load


def tokenizer():
    letters = chat.byte_letters()
    vocabulary = {letters[b]: b for b in range(256)}
    special = lambda text: {"id": chat.ID[text], "content": text, "single_word": False, "lstrip": False, "rstrip": False,
                            "normalized": False, "special": text.startswith("<|")}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": True}
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [special(text) for text in chat.SPECIAL],
            "normalizer": None, "pre_tokenizer": byte_level, "post_processor": None, "decoder": byte_level,
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "", "end_of_word_suffix": "",
                      "fuse_unk": False, "byte_fallback": False, "vocab": vocabulary, "merges": []}}


def tokenizer_config():
    added = {str(entry["id"]): {key: value for key, value in entry.items() if key != "id"} for entry in tokenizer()["added_tokens"]}
    return {"tokenizer_class": "PreTrainedTokenizerFast", "add_prefix_space": False, "add_bos_token": False, "bos_token": None,
            "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>", "unk_token": None, "clean_up_tokenization_spaces": False,
            "model_max_length": Shape.positions, "added_tokens_decoder": added, "chat_template": chat.TEMPLATE}


def config(shape):
    return {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": shape.vocab, "hidden_size": shape.hidden,
            "intermediate_size": shape.inner, "num_hidden_layers": shape.layers, "num_attention_heads": shape.heads,
            "num_key_value_heads": shape.kv_heads, "head_dim": shape.head_dim, "max_position_embeddings": shape.positions,
            "rope_theta": shape.theta, "rms_norm_eps": shape.epsilon, "hidden_act": "silu", "attention_bias": False, "mlp_bias": False,
            "tie_word_embeddings": True, "torch_dtype": "float32", "bos_token_id": None, "eos_token_id": chat.END,
            "pad_token_id": chat.ID["<|endoftext|>"], "use_cache": True}


def main():
    weights, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    decoder = load(weights)
    onnx.save(graph.build(decoder), str(folder / "model.onnx"))
    generation = {"eos_token_id": [chat.END], "pad_token_id": chat.ID["<|endoftext|>"], "do_sample": False}
    for name, content in {"config": config(decoder.shape), "generation_config": generation,
                          "tokenizer": tokenizer(), "tokenizer_config": tokenizer_config()}.items():
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
