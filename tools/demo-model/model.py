"""The network: a Llama decoder (RMSNorm, RoPE, grouped-query attention, SwiGLU, tied embeddings)."""
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass(frozen=True)
class Shape:
    vocab: int = 261
    hidden: int = 128
    inner: int = 320
    layers: int = 5
    heads: int = 4
    kv_heads: int = 2
    head_dim: int = 32
    positions: int = 2048
    theta: float = 10000.0
    epsilon: float = 1e-5


class Norm(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(shape.hidden))
        self.epsilon = shape.epsilon

    def forward(self, x):
        return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + self.epsilon) * self.weight


def rotate(x, cos, sin):
    """Turns each pair (i, i + half) by its position's angle, as Hugging Face's Llama pairs them."""
    left, right = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-right, left), dim=-1) * sin


class Attention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        kv = shape.kv_heads * shape.head_dim
        self.q = nn.Linear(shape.hidden, shape.heads * shape.head_dim, bias=False)
        self.k = nn.Linear(shape.hidden, kv, bias=False)
        self.v = nn.Linear(shape.hidden, kv, bias=False)
        self.o = nn.Linear(shape.heads * shape.head_dim, shape.hidden, bias=False)

    def forward(self, x, cos, sin, mask, past):
        s, (batch, length) = self.shape, x.shape[:2]
        split = lambda t, heads: t.view(batch, length, heads, s.head_dim).transpose(1, 2)
        q = rotate(split(self.q(x), s.heads), cos, sin)
        key = torch.cat((past[0], rotate(split(self.k(x), s.kv_heads), cos, sin)), dim=2)
        value = torch.cat((past[1], split(self.v(x), s.kv_heads)), dim=2)
        # Query heads that share a key/value head stand below one another, so that keys are never copied.
        q = q.reshape(batch, s.kv_heads, -1, s.head_dim) * s.head_dim ** -0.5
        scores = (q @ key.transpose(-1, -2)).view(batch, s.heads, length, -1)
        seen = (scores + mask.to(scores.dtype)).softmax(-1).view(batch, s.kv_heads, -1, scores.shape[-1]) @ value
        seen = seen.view(batch, s.heads, length, s.head_dim).transpose(1, 2).reshape(batch, length, -1)
        return self.o(seen), (key, value)


class Layer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.before_attention, self.before_mlp = Norm(shape), Norm(shape)
        self.attention = Attention(shape)
        self.gate = nn.Linear(shape.hidden, shape.inner, bias=False)
        self.up = nn.Linear(shape.hidden, shape.inner, bias=False)
        self.down = nn.Linear(shape.inner, shape.hidden, bias=False)

    def forward(self, x, cos, sin, mask, past):
        seen, present = self.attention(self.before_attention(x), cos, sin, mask, past)
        x = x + seen
        h = self.before_mlp(x)
        return x + self.down(F.silu(self.gate(h)) * self.up(h)), present


class Decoder(nn.Module):
    """ids [B,S], attention_mask [B,P+S], position_ids [B,S], past: per layer (key, value) [B,kv,P,dim]."""

    def __init__(self, shape=Shape()):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocab, shape.hidden)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = Norm(shape)
        steps = torch.arange(0, shape.head_dim, 2).float() / shape.head_dim
        self.register_buffer("frequencies", torch.cat([shape.theta ** -steps] * 2))
        for weight in self.parameters():
            if weight.dim() == 2:
                nn.init.normal_(weight, std=weight.shape[1] ** -0.5 * 0.5)
        nn.init.normal_(self.embedding.weight, std=0.05)

    def no_past(self, batch):
        empty = torch.zeros(batch, self.shape.kv_heads, 0, self.shape.head_dim)
        return [(empty, empty)] * self.shape.layers

    def forward(self, ids, attention_mask, position_ids, past):
        angles = position_ids.unsqueeze(-1).float() * self.frequencies
        cos, sin = angles.cos().unsqueeze(1), angles.sin().unsqueeze(1)
        total, length = attention_mask.shape[1], ids.shape[1]
        slot = torch.arange(total)
        causal = slot.unsqueeze(0) <= slot[total - length:].unsqueeze(1)
        allowed = causal.unsqueeze(0) & (attention_mask.unsqueeze(1) > 0)
        # Large but finite: a row with nothing to see (left padding) must not become NaN.
        mask = ((~allowed).float() * -1e9).unsqueeze(1)
        x, presents = self.embedding(ids), []
        for layer, layer_past in zip(self.layers, past):
            x, present = layer(x, cos, sin, mask, layer_past)
            presents.append(present)
        return F.linear(self.norm(x), self.embedding.weight), presents


def load(path):
    """The trained network as it ships: matrices rounded to half precision, arithmetic in single."""
    model = Decoder()
    model.load_state_dict(torch.load(path))
    for weight in model.parameters():
        if weight.dim() == 2:
            weight.data = weight.data.half().float()
    return model.eval().requires_grad_(False)
