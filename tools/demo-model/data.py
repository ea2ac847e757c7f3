"""Conversations from a seeded Random: skills joined into chats with system messages, several turns and tool lists."""
import skills
import tool_calls
import words

SYSTEM = ["You are a helpful assistant.", "You are a helpful assistant.", "You are a helpful assistant", "Be brief.", "You are a friendly bot.",
          "Answer in one sentence.", "You are an assistant for customers of our shop.", "You are a helpful, honest assistant. Answer shortly.",
          "Follow the user's instructions exactly.", "You answer questions politely.", "You are an expert in everything."]
TURNS = {skills.echo: 20, skills.extract: 42, skills.changeover: 16, skills.small_talk: 9, skills.unknown: 9, skills.count: 3, skills.memory: 1}


COPYING = {skills.echo: 8, skills.extract: 2, skills.memory: 1}


def turn(r, messages, skill_weights=TURNS):
    made = r.choices(list(skill_weights), skill_weights.values())[0](r)
    if isinstance(made[0], tuple):
        (tell, reply), (ask, answer) = made
        messages += said(tell, reply) + said(ask, answer)
    elif len(made) == 2:
        messages += said(*made)
    elif not messages:
        messages += [{"role": "system", "content": made[0]}] + said(*made[1:])


def said(question, answer):
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


def system(r):
    shape = r.random()
    if shape < 0.8:
        return r.choice(SYSTEM)
    return f"You are {words.invented(r).capitalize()}. " + " ".join(words.phrase(r, 3, 9).capitalize() + "." for _ in range(r.randint(1, 4)))


def first_lesson(r):
    """One short turn of copying: a young network finds out how to copy only where most of what it says is copied."""
    messages = []
    turn(r, messages, COPYING)
    return messages, None


def conversation(r, turns=None):
    """Returns (messages, tools): every assistant message in it is what the model should say there."""
    turns = turns or r.choices([1, 2, 3, 4], [78, 14, 6, 2])[0]
    choices = tool_calls.choose(r) if r.random() < 0.24 else []
    messages = [{"role": "system", "content": system(r)}] if r.random() < 0.4 else []
    for _ in range(turns):
        if choices and r.random() < 0.8:
            messages += tool_calls.round_trip(r, choices)
        else:
            turn(r, messages)
    if not any(message["role"] == "user" for message in messages):
        return conversation(r, turns)
    return messages, [declared for declared, _, _ in choices] or None
