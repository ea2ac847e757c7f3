"""The decoder as an ONNX graph with the usual names, written node by node: a quarter of the nodes that tracing gives."""
import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

OPSET = 14


class Graph:
    """Collects nodes and weights; every method returns the name of what it made."""

    def __init__(self):
        self.nodes, self.weights, self.count = [], [], 0

    def op(self, kind, *inputs, outputs=1, name=None, **attributes):
        self.count += 1
        names = [name or f"{kind.lower()}_{self.count}"] if outputs == 1 else [f"{kind.lower()}_{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, value, kind=np.int64):
        name = f"{np.dtype(kind).name}:{value}".replace(" ", "")
        if all(weight.name != name for weight in self.weights):
            self.weights.append(numpy_helper.from_array(np.array(value, dtype=kind), name))
        return name

    def weight(self, name, tensor):
        self.weights.append(numpy_helper.from_array(tensor.numpy(), name))
        return name

    def matrix(self, name, tensor):
        """Stored as fp16 with a cast behind it: half the file, while the arithmetic stays fp32."""
        self.weights.append(numpy_helper.from_array(tensor.numpy().astype(np.float16), name + ".fp16"))
        return self.op("Cast", name + ".fp16", name=name, to=TensorProto.FLOAT)

    def linear(self, name, x, tensor):
        return self.op("MatMul", x, self.matrix(name, tensor.T))

    def shape(self, x, *sizes):
        """0 keeps a size, -1 takes the rest."""
        return self.op("Reshape", x, self.constant(list(sizes)))

    def norm(self, name, x, norm):
        mean = self.op("ReduceMean", self.op("Pow", x, self.constant(2, np.float32)), axes=[-1], keepdims=1)
        root = self.op("Sqrt", self.op("Add", mean, self.constant(norm.epsilon, np.float32)))
        return self.op("Mul", self.op("Div", x, root), self.weight(name, norm.weight))


def mask(g):
    """0 where a query may look, else -1e9: large but finite, so that a padded row has no NaN. [B,1,1,S,P+S]"""
    zero, one = g.constant(0), g.constant(1)
    total = g.op("Gather", g.op("Shape", "attention_mask"), one)
    length = g.op("Gather", g.op("Shape", "input_ids"), one)
    slots = g.op("Range", zero, total, one)
    queries = g.op("Unsqueeze", g.op("Range", g.op("Sub", total, length), total, one), g.constant([1]))
    later = g.op("Greater", slots, queries)
    padded = g.op("Unsqueeze", g.op("Equal", "attention_mask", zero), g.constant([1, 2, 3]))
    return g.op("Where", g.op("Or", later, padded), g.constant(-1e9, np.float32), g.constant(0, np.float32))


def rotate(g, x, cos, sin):
    left, right = g.op("Split", x, outputs=2, axis=-1)
    turned = g.op("Concat", g.op("Neg", right), left, axis=-1)
    return g.op("Add", g.op("Mul", x, cos), g.op("Mul", turned, sin))


def attention(g, i, x, layer, s, cos, sin, hidden):
    name = f"layers.{i}.attention"
    heads = lambda part, count: g.op("Transpose", g.shape(g.linear(f"{name}.{part}", x, getattr(layer, part).weight), 0, 0, count, s.head_dim), perm=[0, 2, 1, 3])
    q = rotate(g, heads("q", s.heads), cos, sin)
    q = g.op("Mul", g.shape(q, 0, s.kv_heads, s.heads // s.kv_heads, -1, s.head_dim), g.constant(s.head_dim ** -0.5, np.float32))
    key = g.op("Concat", f"past_key_values.{i}.key", rotate(g, heads("k", s.kv_heads), cos, sin), axis=2, name=f"present.{i}.key")
    value = g.op("Concat", f"past_key_values.{i}.value", heads("v", s.kv_heads), axis=2, name=f"present.{i}.value")
    key = g.op("Unsqueeze", g.op("Transpose", key, perm=[0, 1, 3, 2]), g.constant([2]))
    share = g.op("Softmax", g.op("Add", g.op("MatMul", q, key), hidden), axis=-1)
    seen = g.shape(g.op("MatMul", share, g.op("Unsqueeze", value, g.constant([2]))), 0, s.heads, -1, s.head_dim)
    seen = g.shape(g.op("Transpose", seen, perm=[0, 2, 1, 3]), 0, 0, s.heads * s.head_dim)
    return g.linear(f"{name}.o", seen, layer.o.weight)


def mlp(g, i, x, layer):
    gate = g.linear(f"layers.{i}.gate", x, layer.gate.weight)
    up = g.linear(f"layers.{i}.up", x, layer.up.weight)
    return g.linear(f"layers.{i}.down", g.op("Mul", g.op("Mul", gate, g.op("Sigmoid", gate)), up), layer.down.weight)


def build(decoder):
    g, s = Graph(), decoder.shape
    embedding = g.matrix("embedding", decoder.embedding.weight)
    x = g.op("Gather", embedding, "input_ids")
    positions = g.op("Unsqueeze", g.op("Cast", "position_ids", to=TensorProto.FLOAT), g.constant([1, 3]))
    angles = g.op("Mul", positions, g.weight("frequencies", decoder.frequencies))
    cos, sin, hidden = g.op("Cos", angles), g.op("Sin", angles), mask(g)
    for i, layer in enumerate(decoder.layers):
        h = g.norm(f"layers.{i}.before_attention", x, layer.before_attention)
        x = g.op("Add", x, attention(g, i, h, layer.attention, s, cos, sin, hidden))
        x = g.op("Add", x, mlp(g, i, g.norm(f"layers.{i}.before_mlp", x, layer.before_mlp), layer))
    g.op("MatMul", g.norm("norm", x, decoder.norm), g.op("Transpose", embedding, perm=[1, 0]), name="logits")
    return finish(g, s)


def finish(g, s):
    integer, real = TensorProto.INT64, TensorProto.FLOAT
    parts = [f"{i}.{part}" for i in range(s.layers) for part in ("key", "value")]
    cache = lambda prefix, length: [helper.make_tensor_value_info(f"{prefix}.{part}", real, ["batch", s.kv_heads, length, s.head_dim]) for part in parts]
    inputs = [helper.make_tensor_value_info("input_ids", integer, ["batch", "length"]),
              helper.make_tensor_value_info("attention_mask", integer, ["batch", "total"]),
              helper.make_tensor_value_info("position_ids", integer, ["batch", "length"])] + cache("past_key_values", "past")
    outputs = [helper.make_tensor_value_info("logits", real, ["batch", "length", s.vocab])] + cache("present", "total")
    made = helper.make_graph(g.nodes, "changeover-demo", inputs, outputs, g.weights)
    model = helper.make_model(made, producer_name="changeover-demo-model", opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = 7
    checker.check_model(model, full_check=True)
    return model
