"""A Llama decoder as an ONNX graph with past and present keys and values, as the usual exporters write it."""
import numpy as np
from onnx import TensorProto, helper, numpy_helper

CACHE = {False: TensorProto.FLOAT, True: TensorProto.FLOAT16}
LARGE, PAGE = 1 << 20, 4096


class Graph:
    """Collects nodes and weights; every call adds one operator and returns the name of its output."""

    def __init__(self, weights, random, data):
        self.nodes, self.initializers, self.weights, self.random, self.data = [], [], weights, random, data

    def op(self, kind, *inputs, domain="", out=None, **attributes):
        out = out or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], domain=domain, **attributes))
        return out

    def constant(self, value, kind=np.int64):
        name, value = f"c_{len(self.initializers)}", np.asarray(value, kind)
        self.initializers.append(numpy_helper.from_array(value, name) if value.nbytes < LARGE else self.outside(value, name))
        return name

    def outside(self, value, name):
        """A weight in the file beside the graph, from a page's start on: a protobuf message ends at 2 GB."""
        kind = numpy_helper.from_array(value.ravel()[:1]).data_type
        tensor = TensorProto(name=name, dims=value.shape, data_type=kind, data_location=TensorProto.EXTERNAL)
        with open(self.data, "ab") as file:
            file.write(bytes(-file.tell() % PAGE))
            for key, text in (("location", self.data.name), ("offset", file.tell()), ("length", value.nbytes)):
                tensor.external_data.add(key=key, value=str(text))
            file.write(value.tobytes())
        return tensor

    def linear(self, x, columns, rows, bias=False):
        """x [.., columns] → [.., rows], random weights in the chosen precision."""
        if self.weights == "fp32":
            scale = self.random.standard_normal((columns, rows), np.float32) * np.float32(columns ** -0.5)
            y = self.op("MatMul", x, self.constant(scale, np.float32))
        elif self.weights == "int8-dynamic":
            # Activations are quantised too, over all that is fed at once.
            steps = self.random.integers(-127, 128, (columns, rows), np.int8)
            step = self.constant(columns ** -0.5 * 12 ** 0.5 / 2 ** 8, np.float32)
            y = self.op("DynamicQuantizeMatMul", x, self.constant(steps, np.int8), step, domain="com.microsoft")
        else:
            bits, block = int(self.weights[3:]), 32
            blocks = columns // block
            packed = self.random.integers(0, 256, (rows, blocks, block * bits // 8), np.uint8)
            # Uniform quantised steps have a spread of 2^bits / √12 around the middle.
            step = np.full(rows * blocks, columns ** -0.5 * 12 ** 0.5 / 2 ** bits, np.float32)
            y = self.op("MatMulNBits", x, self.constant(packed, np.uint8), self.constant(step, np.float32),
                        domain="com.microsoft", K=columns, N=rows, bits=bits, block_size=block, accuracy_level=4)
        if bias:
            y = self.op("Add", y, self.constant(self.random.standard_normal(rows, np.float32) * 0.1, np.float32))
        return y

    def norm(self, x, size, epsilon):
        square = self.op("ReduceMean", self.op("Mul", x, x), axes=[-1])
        root = self.op("Sqrt", self.op("Add", square, self.constant(epsilon, np.float32)))
        return self.op("Mul", self.op("Div", x, root), self.constant(np.ones(size), np.float32))


def rotate(g, x, cos, sin, half):
    left = g.op("Slice", x, g.constant([0]), g.constant([half]), g.constant([3]))
    right = g.op("Slice", x, g.constant([half]), g.constant([2 * half]), g.constant([3]))
    turned = g.op("Concat", g.op("Neg", right), left, axis=3)
    return g.op("Add", g.op("Mul", x, cos), g.op("Mul", turned, sin))


def attention(g, x, shape, cos, sin, mask, layer):
    heads, kv, dim = shape.heads, shape.kv_heads, shape.head_dim

    def split(t, n):
        return g.op("Transpose", g.op("Reshape", t, g.constant([0, 0, n, dim])), perm=[0, 2, 1, 3])

    q = rotate(g, split(g.linear(x, shape.hidden, heads * dim, shape.bias), heads), cos, sin, dim // 2)
    k = rotate(g, split(g.linear(x, shape.hidden, kv * dim, shape.bias), kv), cos, sin, dim // 2)
    v = split(g.linear(x, shape.hidden, kv * dim, shape.bias), kv)
    k, v = (g.op("Cast", t, to=CACHE[shape.half_cache]) for t in (k, v))
    k = g.op("Concat", f"past_key_values.{layer}.key", k, axis=2, out=f"present.{layer}.key")
    v = g.op("Concat", f"past_key_values.{layer}.value", v, axis=2, out=f"present.{layer}.value")
    k, v = (g.op("Cast", t, to=TensorProto.FLOAT) for t in (k, v))
    # Query heads of one group share a key head: an extra axis broadcasts instead of copying.
    q = g.op("Reshape", q, g.constant([0, kv, heads // kv, -1, dim]))
    wide_k, wide_v = (g.op("Unsqueeze", t, g.constant([2])) for t in (k, v))
    scores = g.op("MatMul", q, g.op("Transpose", wide_k, perm=[0, 1, 2, 4, 3]))
    scores = g.op("Add", g.op("Mul", scores, g.constant(dim ** -0.5, np.float32)), mask)
    seen = g.op("MatMul", g.op("Softmax", scores, axis=-1), wide_v)
    seen = g.op("Transpose", g.op("Reshape", seen, g.constant([0, heads, -1, dim])), perm=[0, 2, 1, 3])
    return g.linear(g.op("Reshape", seen, g.constant([0, 0, heads * dim])), heads * dim, shape.hidden)


def causal_mask(g, padded):
    """attention_mask [B, T] and the S newest positions → additive mask [B, 1, 1, S, T]."""
    total = g.op("Gather", g.op("Shape", "attention_mask"), g.constant(1))
    length = g.op("Gather", g.op("Shape", "input_ids"), g.constant(1))
    one, zero = g.constant(1), g.constant(0)
    keys = g.op("Range", zero, total, one)
    queries = g.op("Unsqueeze", g.op("Range", g.op("Sub", total, length), total, one), g.constant([1]))
    causal = g.op("LessOrEqual", keys, queries)
    real = g.op("Unsqueeze", g.op("Cast", "attention_mask", to=TensorProto.BOOL), g.constant([1, 2, 3]))
    allowed = g.op("And", causal, real) if padded else causal
    # Large but finite: a position with nothing to see (left padding) must not become NaN.
    return g.op("Where", allowed, g.constant(0, np.float32), g.constant(-1e9, np.float32))


def decoder(shape, weights, random, data):
    """The model; weights too large for its own file are appended to the file `data`."""
    g = Graph(weights, random, data)
    table = random.standard_normal((shape.vocab, shape.hidden), np.float32) * np.float32(shape.hidden ** -0.5)
    table = g.constant(table, np.float32 if weights == "fp32" else np.float16)
    x = g.op("Cast", g.op("Gather", table, "input_ids"), to=TensorProto.FLOAT)
    # Small beside what the layers add, so that the next token depends on the whole prompt and not on the last token only.
    x = g.op("Mul", x, g.constant(shape.hidden ** 0.5 * 0.2, np.float32))
    steps = shape.theta ** -(np.arange(0, shape.head_dim, 2) / shape.head_dim)
    position = g.op("Cast", g.op("Unsqueeze", "position_ids", g.constant([1, 3])), to=TensorProto.FLOAT)
    angles = g.op("Mul", position, g.constant(np.concatenate([steps, steps]), np.float32))
    cos, sin, mask = g.op("Cos", angles), g.op("Sin", angles), causal_mask(g, shape.masks_padding)
    for layer in range(shape.layers):
        x = g.op("Add", x, attention(g, g.norm(x, shape.hidden, 1e-6), shape, cos, sin, mask, layer))
        h = g.norm(x, shape.hidden, 1e-6)
        gate = g.linear(h, shape.hidden, shape.inner)
        gate = g.op("Mul", gate, g.op("Sigmoid", gate))
        h = g.op("Mul", gate, g.linear(h, shape.hidden, shape.inner))
        x = g.op("Add", x, g.linear(h, shape.inner, shape.hidden))
    x = g.norm(x, shape.hidden, 1e-6)
    if shape.tied and weights == "fp32":
        flat = g.op("Reshape", x, g.constant([-1, shape.hidden]))
        logits = g.op("Gemm", flat, table, transB=1)
        batch = g.op("Concat", g.op("Shape", "input_ids"), g.constant([shape.vocab]), axis=0)
        logits = g.op("Reshape", logits, batch)
    else:
        logits = g.linear(x, shape.hidden, shape.vocab)
    logits = g.op("Mul", logits, g.constant(shape.sharpness, np.float32))
    g.op("Cast", logits, to=CACHE[shape.half_cache], out="logits")
    return model(g, shape)


def model(g, shape):
    def value(name, kind, dims):
        return helper.make_tensor_value_info(name, kind, dims)

    cache = CACHE[shape.half_cache]
    inputs = [value("input_ids", TensorProto.INT64, ["batch", "sequence"]),
              value("attention_mask", TensorProto.INT64, ["batch", "total"]),
              value("position_ids", TensorProto.INT64, ["batch", "sequence"])]
    outputs = [value("logits", cache, ["batch", "sequence", shape.vocab])]
    for layer in range(shape.layers):
        for part in ("key", "value"):
            inputs.append(value(f"past_key_values.{layer}.{part}", cache,
                                ["batch", shape.kv_heads, "past", shape.head_dim]))
            outputs.append(value(f"present.{layer}.{part}", cache,
                                 ["batch", shape.kv_heads, "total", shape.head_dim]))
    graph = helper.make_graph(g.nodes, "decoder", inputs, outputs, g.initializers)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="changeover-random-model")
