"""Trains the demo model on two CPU cores. Usage: train.py OUT.pt [--steps 3000] [--seed 7090] [--start OLD.pt]"""
import argparse
import math
import random
import time

import torch
import torch.nn.functional as F

import chat
import data
from model import Decoder


def mark(messages, tools):
    """Ids of a chat, and for each whether it is the model's to say (loss and score count only those)."""
    ids = chat.encode(chat.render(messages, tools))
    opening = chat.encode("<|im_start|>assistant\n")
    spoken, own = False, []
    for i, token in enumerate(ids):
        own.append(spoken)
        if token == chat.END:
            spoken = False
        elif ids[max(0, i + 1 - len(opening)):i + 1] == opening:
            spoken = True
    return ids, own


def batches(r, budget, copying_only=False):
    """Endless batches of about `budget` ids, like lengths together; one in forty is of long chats."""
    make = data.first_lesson if copying_only else data.conversation
    while True:
        pool = sorted((mark(*make(r)) for _ in range(1500)), key=lambda e: len(e[0]) // 48)
        rows, ready = [], []
        for item in pool:
            if rows and len(item[0]) * (len(rows) + 1) > budget:
                ready.append(rows)
                rows = []
            rows.append(item)
        if not copying_only:
            ready += [[mark(*data.conversation(r, r.randint(6, 14))) for _ in range(3)] for _ in range(len(ready) // 40)]
        r.shuffle(ready)
        yield from ready


def tensors(rows, longest=2048):
    width = min(longest, max(len(ids) for ids, _ in rows))
    pad = lambda values, filler: (list(values) + [filler] * width)[:width]
    ids = torch.tensor([pad(ids, chat.ID["<|endoftext|>"]) for ids, _ in rows])
    own = torch.tensor([pad(own, False) for _, own in rows])
    return ids, own


class Muon(torch.optim.Optimizer):
    """Momentum whose matrix step is made orthogonal by five Newton-Schulz iterations (Keller Jordan, 2024)."""

    def __init__(self, weights, lr, momentum=0.95, decay=0.01):
        super().__init__(weights, {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for weight in group["params"]:
                speed = self.state[weight].setdefault("speed", torch.zeros_like(weight))
                speed.mul_(group["momentum"]).add_(weight.grad)
                x = (weight.grad + group["momentum"] * speed).bfloat16()
                x = x.T if x.shape[0] > x.shape[1] else x
                x = x / (x.norm() + 1e-7)
                for _ in range(5):
                    a = x @ x.T
                    x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
                x = x.T if weight.shape[0] > weight.shape[1] else x
                weight.mul_(1 - group["lr"] * group["decay"])
                weight.add_(x, alpha=-group["lr"] * max(1, weight.shape[0] / weight.shape[1]) ** 0.5)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out")
    options.add_argument("--steps", type=int, default=3000)
    options.add_argument("--seed", type=int, default=7090)
    options.add_argument("--start", help="weights to go on from")
    options.add_argument("--budget", type=int, default=4000, help="ids in a batch")
    options.add_argument("--copying", type=float, default=0.2, help="share of the steps given to copying alone, at first")
    options.add_argument("--rate", type=float, default=0.02)
    options = options.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(options.seed)
    model = Decoder()
    if options.start:
        model.load_state_dict(torch.load(options.start))
    matrices = [w for name, w in model.named_parameters() if w.dim() == 2 and "embedding" not in name]
    others = [w for name, w in model.named_parameters() if w.dim() != 2 or "embedding" in name]
    optimizers = [Muon(matrices, options.rate), torch.optim.Adam(others, options.rate / 4, betas=(0.9, 0.97))]
    began, seen, mean = time.monotonic(), 0, None
    chats = batches(random.Random(options.seed), options.budget)
    lessons = batches(random.Random(options.seed), options.budget, copying_only=True)
    for step in range(options.steps):
        done = step / options.steps
        rows = next(lessons if done < options.copying else chats)
        # Warm up over 2 %, then straight down to nothing.
        scale = min(1, done / 0.02, 1 - done)
        ids, own = tensors(rows)
        positions = torch.arange(ids.shape[1]).expand_as(ids)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits, _ = model(ids, torch.ones_like(ids), positions, model.no_past(len(ids)))
        loss = F.cross_entropy(logits[:, :-1][own[:, 1:]].float(), ids[:, 1:][own[:, 1:]])
        for optimizer in optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        for optimizer, base in zip(optimizers, (options.rate, options.rate / 4)):
            optimizer.param_groups[0]["lr"] = base * scale
            optimizer.step()
        seen += ids.numel()
        mean = loss.item() if mean is None else 0.95 * mean + 0.05 * loss.item()
        if step % 25 == 0:
            print(f"{step:5d}  {time.monotonic() - began:6.0f} s  {seen / 1e6:5.2f} M ids  loss {mean:.4f}", flush=True)
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
