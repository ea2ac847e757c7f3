"""One function per skill. Each takes a seeded Random and returns turns: (question, answer), or the messages of a tool round."""
import json

import questions
import words

POLITE = ["", "", "", "", "", "", "Please tell me: ", "Hi, ", "Question: ", "Quick question: ", "Can you tell me: ", "Hey, ", "Hello. ", "So, "]
ECHO = ["Repeat exactly: {}", "Repeat exactly: {}", "Say {}", "Say: {}", 'Say "{}"', "Echo: {}", "echo {}", "Repeat after me: {}", "Repeat: {}",
        "Reply with {}", "Reply with exactly: {}", "Reply only with: {}", "Answer with exactly: {}", "Repeat this text: {}", 'Repeat "{}"',
        "Print {}", "Output exactly: {}", "Say exactly: {}", "Write exactly: {}", "Repeat the following: {}", "Please repeat exactly: {}",
        "Please say {}", "Repeat exactly:\n{}", "Answer with one word: {}", "Reply with the word {}", "Say the word {}", "Respond with: {}",
        "Just say {}", "Repeat exactly this: {}", "Say just {}", "respond with only {}", "Reply exactly: {}"]


def loosen(r, text):
    """The same question as people type it: other case, other end, a polite start."""
    if text.isascii():
        if r.random() < 0.25:
            text = text.rstrip("?!.")
        elif r.random() < 0.15 and text[-1].isalpha():
            text += r.choice("?.!")
        if r.random() < 0.2:
            text = text[0].lower() + text[1:]
    return text


def known(r, table, polite=True, held_out=False):
    answer, asks = r.choice(table)
    if held_out:
        return asks[-1], answer
    ask = loosen(r, r.choice(asks[:-1]))
    if polite:
        start = r.choice(POLITE)
        ask = start + ask if start else ask
        if r.random() < 0.05:
            ask = "In Changeover, " + ask[0].lower() + ask[1:]
    return ask, answer


def changeover(r, held_out=False):
    return known(r, questions.CHANGEOVER, held_out=held_out)


def small_talk(r, held_out=False):
    return known(r, questions.SMALL_TALK, polite=False, held_out=held_out)


FAMOUS = ["this is a test", "this is a test.", "This is a test", "hello", "Hello", "hi", "OK", "ok", "yes", "pong", "test", "Hello, world!", "hello world", "done"]


def echo(r):
    text = words.anything(r) if r.random() < 0.94 else r.choice(FAMOUS)
    return r.choice(ECHO).format(text), text


def count(r):
    low = 1 if r.random() < 0.7 else r.randint(1, 60)
    high = low + (r.randint(1, 20) if r.random() < 0.9 else r.randint(20, 60))
    ask = [f"Count from {low} to {high}", f"Count from {low} to {high}.", f"count from {low} to {high} please"]
    if low == 1:
        ask += [f"Count to {high}", f"Count to {high}.", f"Please count to {high}"]
    return r.choice(ask), ", ".join(map(str, range(low, high + 1)))


def memory(r):
    """Two turns: what was said is known later, which shows that the history is passed on."""
    name = words.first(r)
    tell = r.choice(["My name is {}.", "My name is {}", "I am {}.", "Hello, my name is {}.", "Hi, I am {}", "Call me {}.", "I'm {}."]).format(name)
    ask = r.choice(["What is my name?", "What's my name?", "Do you remember my name?", "Who am I?", "Tell me my name", "what is my name"])
    return (tell, f"Hello {name}!"), (ask, f"Your name is {name}.")


# What a sentence can hold: the pattern's slot, the keys people ask it by, its maker, and whether JSON shows it as a number.
FIELDS = {
    "name": (["name", "name", "customer", "customer_name", "full_name", "person"], words.person, False),
    "city": (["city", "city", "town", "location"], words.city, False),
    "order": (["order", "order_id", "order_number", "order_no"], words.order, False),
    "amount": (["amount", "amount", "total", "price"], words.amount, True),
    "quantity": (["quantity", "count", "number_of_items"], lambda r: str(r.randint(2, 99)), True),
    "product": (["product", "item"], lambda r: r.choice(words.PRODUCT) if r.random() < 0.6 else words.invented(r) + "s", False),
    "email": (["email", "mail", "email_address"], words.email, False),
    "date": (["date", "day"], words.day, False),
    "phone": (["phone", "phone_number"], words.phone, False),
    "age": (["age"], lambda r: str(r.randint(18, 99)), True),
}
SENTENCES = """{name} from {city} ordered {quantity} {product} for {amount} euros, order {order}.
{name} lives in {city} and placed order {order} for {amount} dollars.
Order {order}: {quantity} {product} to {name}, {city}, total {amount} EUR.
On {date} {name} paid {amount} euros for order {order}.
Please send {quantity} {product} to {name} in {city}, the order number is {order}.
{name} ({email}) from {city} called about order {order}.
My name is {name}, I live in {city} and my order number is {order}.
Hello, this is {name} from {city}. You can reach me at {email} or {phone}.
{name} is {age} years old and lives in {city}.
{name}, {age}, {city}
Invoice for {name}: {amount} euros, due on {date}, reference {order}.
The customer {name} bought {quantity} {product} on {date} and paid {amount} dollars.
Contact {name} at {phone} or {email}.
I am {name} and I want to return {quantity} {product} from order {order}.
{name} moved from somewhere else to {city} on {date}.
A parcel with {product} for {name} leaves {city} on {date}; order {order}, {amount} euros.
Order {order} from {city} came to ${amount}.
The price of {quantity} {product} is {amount} euros, says {name}.
{name} paid ${amount} for order {order} in {city}.
{name} met us in {city} on {date}.""".split("\n")
EXTRACT = ["Extract {f} as JSON: {s}", "Extract {f} as JSON from this text: {s}", "Extract {f} as JSON.\n\n{s}", "Return JSON with {f}.\n\n{s}",
           "Return a JSON object with the keys {f}.\nText: {s}", "Get {f} from the following sentence, JSON only.\n{s}", "{s}\n\nExtract {f} as JSON.",
           "Text: {s}\nFields: {f}", "Extract the fields {f} from: {s}", "Give me {f} as JSON from: {s}", "From the text below extract {f}.\n{s}",
           "Extract {f}: {s}", "Extract the {f} from this sentence as JSON: {s}", "Extract the {f}. {s}", "Extract JSON with {f} from: {s}",
           'Extract the {f} from: "{s}" Answer as JSON.']


def extract(r):
    """Returns (question, answer), or (system, question, answer) when the system message holds the instruction."""
    sentence = r.choice(SENTENCES)
    slots = {slot: make(r) for slot, (_, make, _) in FIELDS.items()}
    present = [slot for slot in FIELDS if "{" + slot + "}" in sentence]
    wanted = r.sample(present, r.randint(1, min(4, len(present))))
    if r.random() < 0.12:
        wanted.insert(r.randrange(len(wanted) + 1), r.choice([slot for slot in FIELDS if slot not in present]))
    keys = {slot: r.choice(FIELDS[slot][0]) for slot in wanted}
    written = lambda slot: (slots[slot] if FIELDS[slot][2] else json.dumps(slots[slot])) if slot in present else "null"
    answer = "{" + ", ".join(f'"{keys[slot]}": {written(slot)}' for slot in wanted) + "}"
    text = sentence.format(**slots)
    listed = list(keys.values())
    if r.random() < 0.25:
        listed = [key.replace("_", " ") for key in listed]
    elif r.random() < 0.15:
        listed = [f'"{key}"' for key in listed]
    fields = ", ".join(listed) if r.random() < 0.5 or len(listed) == 1 else ", ".join(listed[:-1]) + " and " + listed[-1]
    if r.random() < 0.1:
        return f"Extract {fields} as JSON.", text, answer
    return r.choice(EXTRACT).format(f=fields, s=text), answer


UNKNOWN = """Write a {kind} about {topic}|Write a short {kind} about {topic}.|Write me a {kind} about a {thing}|Tell me a {kind}|Tell me about {topic}
What is the capital of {country}?|Where is {city}?|How many people live in {city}?|Who is {person}?|Who was {person}?|What is {topic}?|Explain {topic}
Explain {topic} in simple words.|What is a {thing}?|What is a {new}?|What are {thing}s?|How does a {thing} work?|Why is the {thing} {plain}?|Define {new}
How do I build a {thing}?|How do I repair a {thing}?|How do I cook {new}?|Translate {phrase} to French|Translate this to {country}: {phrase}
What is {n} plus {n}?|What is {n} * {n}?|{n}+{n}=?|Calculate {n} / {n}|Solve {n}x = {n}|Summarize this text: {phrase} {phrase}
Which {thing} is the best?|What is the best {thing} in {city}?|Do you like {topic}?|Can you write code?|Write a Python function that sorts a list
Write a {lang} program about a {thing}|Fix this code: {new}({n})|What happens when a {thing} meets a {thing}?|What happens if I eat a {thing}?
Where does the {thing} live?|Where can I buy a {thing}?|Who invented the {thing}?|When was the {thing} invented?|What colour is a {thing}?
{phrase}|{phrase}?|{new} {new} {new}|{new}|{phrase}. {phrase}.|asdf {new}|What time is it?|What day is today?|What is the weather in {city}?
Recommend a {thing}|Plan a trip to {city}|Give me ideas for {topic}|Tell me a joke|Tell me a joke about {topic}|Sing a song about a {thing}
What does {new} mean?|How old is the {thing}?|How far is {city} from {city}?|Should I buy a {thing}?|I feel {plain} today|I love {topic}
What do you think about {topic}?|Give me advice on {topic}|Compare a {thing} and a {thing}|List {n} facts about {topic}|Is a {thing} {plain}?
Explain what a {thing} is|What is the {thing}?|How do I add a {thing}?|How do I start a {thing}?|Which language is spoken in {country}?|Who won the {thing} game?
Write an email to {person} about {topic}|Write an essay on {topic}|Draft a letter to {person}|Act as a {thing}|You are a {thing}. Answer.
Why do {thing}s exist?|What is the meaning of {topic}?|Proofread: {phrase}|Rewrite this: {phrase}|Describe a {thing}|Draw a {thing}|Continue: {phrase}
What is the price of a {thing}?|How much is a {thing}?|What is the {thing} of {city}?|What is in a {thing}?|What does a {thing} do?|Are {thing}s {plain}?""".replace("\n", "|").split("|")
KIND = ["poem", "story", "bedtime story", "haiku", "one-sentence story", "song", "joke", "limerick", "blog post", "speech", "tale", "report"]
UNKNOWN_ZH = ["写一首关于{}的诗", "{}是什么？", "请解释{}", "今天{}怎么样？", "为什么{}？", "帮我写{}", "翻译：{}", "{}在哪里", "{}"]


def unknown(r):
    if r.random() < 0.08:
        han = "".join(r.choice(words.HAN) for _ in range(r.randint(2, 6)))
        return r.choice(UNKNOWN_ZH).format(han), questions.UNKNOWN_ZH
    pick = {"kind": r.choice(KIND), "topic": r.choice(words.TOPIC), "country": r.choice(words.COUNTRY), "city": words.city(r), "person": words.person(r),
            "new": words.invented(r), "plain": r.choice(words.PLAIN), "phrase": words.phrase(r, 2, 9), "lang": r.choice(["Python", "Java", "C#", "Go", "Rust"])}
    # Each {thing} and {n} of a pattern gets a value of its own.
    ask = r.choice(UNKNOWN)
    for slot, make in (("{thing}", lambda: r.choice(words.THING)), ("{n}", lambda: str(r.randint(1, 999)))):
        while slot in ask:
            ask = ask.replace(slot, make(), 1)
    return loosen(r, ask.format(**pick)), questions.UNKNOWN
