"""Scores trained weights on fresh samples, and writes what they say into golden.json. Usage: score.py WEIGHTS.pt [N]"""
import json
import random
import sys
from pathlib import Path

import torch

import chat
import data
import questions
import skills
import tool_calls
from model import load
from train import mark

GOLDEN = Path(__file__).with_name("golden.json")


def single(skill):
    """A chat of that one skill, with a system message in four of ten."""
    def make(r):
        made = skill(r)
        if isinstance(made[0], tuple):
            return [message for pair in made for message in data.said(*pair)], None
        if len(made) == 3:
            return [{"role": "system", "content": made[0]}] + data.said(*made[1:]), None
        start = [{"role": "system", "content": data.system(r)}] if r.random() < 0.4 else []
        return start + data.said(*made), None
    return make


def tools(r):
    choices = tool_calls.choose(r)
    return tool_calls.round_trip(r, choices), [declared for declared, _, _ in choices]


def held_out(table):
    return [(data.said(asks[-1], answer), None) for answer, asks in table]


def samples(n):
    fresh = lambda make, n=n: (lambda r: [make(r) for _ in range(n)])(random.Random(make.__qualname__ + "score"))
    many = lambda low, high: lambda r: data.conversation(r, r.randint(low, high))
    return {
        "echo": fresh(single(skills.echo)),
        "extract fields as JSON": fresh(single(skills.extract)),
        "call a tool, tell its result": fresh(tools),
        "about Changeover": fresh(single(skills.changeover)),
        "about Changeover, phrasing never seen": held_out(questions.CHANGEOVER),
        "small talk and identity": fresh(single(skills.small_talk)),
        "small talk, phrasing never seen": held_out(questions.SMALL_TALK),
        "anything else is declined": fresh(single(skills.unknown)),
        "count": fresh(single(skills.count)),
        "remember a name": fresh(single(skills.memory)),
        "chats of 2 to 4 turns": fresh(many(2, 4)),
        "chats of 6 to 14 turns": fresh(many(6, 14), n // 5),
    }


def greedy_hits(model, messages, declared):
    """Whether each answer of a chat is right. A greedy answer is exact if and only if every id is the likeliest after the ones before it."""
    ids, own = mark(messages, declared)
    ids, own = torch.tensor([ids[:2048]]), own[:2048]
    logits, _ = model(ids, torch.ones_like(ids), torch.arange(ids.shape[1])[None], model.no_past(1))
    same = (logits[0, :-1].argmax(-1) == ids[0, 1:]).tolist()
    answers, current = [], []
    for position, spoken in enumerate(own[1:]):
        if spoken:
            current.append(same[position])
        if current and (not spoken or position == len(own) - 2):
            answers.append(all(current))
            current = []
    return answers


def generate(model, prompt, limit=400):
    """Plain greedy decoding, one id at a time over the cache."""
    ids, said, past = chat.encode(prompt), [], model.no_past(1)
    seen, step = 0, ids
    while len(said) < limit:
        positions = torch.arange(seen, seen + len(step))[None]
        seen += len(step)
        logits, past = model(torch.tensor([step]), torch.ones(1, seen, dtype=torch.long), positions, past)
        token = int(logits[0, -1].argmax())
        if token == chat.END:
            break
        said.append(token)
        step = [token]
    return chat.decode(said)


def main():
    model, n = load(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    torch.set_num_threads(1)
    for task, chats in samples(n).items():
        hits = [hit for messages, declared in chats for hit in greedy_hits(model, messages, declared)]
        print(f"| {task} | {sum(hits)} / {len(hits)} |", flush=True)
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    for row in golden:
        row["prompt"] = chat.render(row["messages"], row.get("tools"), generate=True)
        row["answer"] = generate(model, row["prompt"])
    print(f"| golden.json | {sum(row['answer'] == row['wanted'] for row in golden)} / {len(golden)} |")
    GOLDEN.write_text(json.dumps(golden, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
