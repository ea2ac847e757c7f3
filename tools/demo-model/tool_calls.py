"""The tool skill: a list of tools, a wish, the call with its arguments, and one sentence from the result."""
import json

import words

number = lambda low, high: lambda r: r.randint(low, high)
text = lambda make: make
one_of = lambda *values: lambda r: r.choice(values)

# names | what it does | arguments (keys to choose from, type, maker) | wishes, with one slot per argument
TOOLS = [
    (["get_weather", "get_current_weather", "weather", "current_weather"], "Get the weather in a city",
     [(["city", "location", "place"], "string", words.city)],
     ["What is the weather in {0}?", "What's the weather like in {0} today?", "weather in {0}", "How is the weather in {0}?", "Is it raining in {0}?",
      "Tell me the weather in {0}.", "Will it be sunny in {0}?", "Weather for {0} please"]),
    (["get_time", "current_time", "get_current_time"], "Get the current time in a city", [(["city", "location", "timezone"], "string", words.city)],
     ["What time is it in {0}?", "What is the time in {0}?", "time in {0}", "Tell me the time in {0}"]),
    (["lookup_order", "get_order", "get_order_status", "find_order"], "Look up an order", [(["order_id", "id", "order", "order_number"], "string", words.order)],
     ["Where is my order {0}?", "What is the status of order {0}?", "Look up order {0}", "Find order {0} please", "Has order {0} been shipped?", "order {0}?"]),
    (["convert_currency", "convert", "exchange"], "Convert an amount between currencies",
     [(["amount", "value"], "number", number(1, 9999)), (["from", "source"], "string", one_of("USD", "EUR", "CNY", "JPY", "GBP")), (["to", "target"], "string", one_of("CHF", "SEK", "INR", "KRW", "CAD"))],
     ["Convert {0} {1} to {2}", "How much is {0} {1} in {2}?", "What is {0} {1} in {2}?"]),
    (["add", "add_numbers", "sum"], "Add two numbers", [(["a", "x", "first"], "number", number(0, 9999)), (["b", "y", "second"], "number", number(0, 9999))],
     ["What is {0} plus {1}?", "Add {0} and {1}", "{0} + {1}", "Calculate {0} + {1}", "What is {0} + {1}?"]),
    (["multiply", "multiply_numbers"], "Multiply two numbers", [(["a", "x"], "number", number(0, 999)), (["b", "y"], "number", number(0, 999))],
     ["What is {0} times {1}?", "Multiply {0} by {1}", "{0} * {1}", "{0} x {1}"]),
    (["send_email", "send_mail", "email"], "Send an email", [(["to", "recipient", "address"], "string", words.email), (["subject", "title"], "string", lambda r: words.phrase(r, 1, 3))],
     ["Send an email to {0} with subject {1}", "Email {0} about {1}", "Write to {0}, subject {1}"]),
    (["search", "web_search", "search_web"], "Search the web", [(["query", "q", "text"], "string", lambda r: words.phrase(r, 1, 5))],
     ["Search for {0}", "Search the web for {0}", "Find information about {0}", "Look up {0} on the web"]),
    (["set_timer", "start_timer", "timer"], "Start a timer", [(["minutes", "duration"], "integer", number(1, 240))],
     ["Set a timer for {0} minutes", "Start a {0} minute timer", "Timer {0} minutes please", "Wake me in {0} minutes"]),
    (["get_stock_price", "stock_price", "get_quote"], "Get a stock price", [(["symbol", "ticker"], "string", lambda r: words.code(r, 3, 4))],
     ["What is the stock price of {0}?", "Price of {0}?", "Get the quote for {0}", "How is {0} stock doing?"]),
    (["get_user", "find_customer", "lookup_customer", "get_customer"], "Find a customer", [(["name", "customer", "full_name"], "string", words.person)],
     ["Find the customer {0}", "Who is customer {0}?", "Look up {0}", "Show me the customer {0}"]),
    (["create_ticket", "open_ticket"], "Open a support ticket", [(["title", "subject"], "string", lambda r: words.phrase(r, 1, 4)), (["priority"], "string", one_of("low", "normal", "high"))],
     ["Open a {1} priority ticket: {0}", "Create a ticket with priority {1}: {0}", "Create a {1} ticket about {0}"]),
    (["book_table", "reserve_table"], "Book a table", [(["restaurant", "name"], "string", lambda r: words.invented(r).capitalize()), (["people", "guests"], "integer", number(1, 12))],
     ["Book a table for {1} at {0}", "Reserve a table at {0} for {1} people", "A table for {1} at {0} please"]),
    (["play_music", "play"], "Play music", [(["artist", "name"], "string", words.person)], ["Play music by {0}", "Play something by {0}", "I want to hear {0}"]),
    (["read_file", "open_file"], "Read a file", [(["path", "file"], "string", lambda r: f"{words.invented(r)}/{words.invented(r)}.{r.choice(['txt', 'md', 'cs', 'json'])}")],
     ["Read the file {0}", "Open {0}", "Show me the file {0}", "What is in {0}?"]),
    (["turn_on", "switch_on", "turn_on_light"], "Turn on a device", [(["device", "room", "light"], "string", one_of("kitchen", "bedroom", "garage", "garden", "hall", "bathroom", "office"))],
     ["Turn on the light in the {0}", "Turn on the {0}", "Switch on the {0} light"]),
]


def made_up(r):
    """A tool nobody has seen: only its entry in the list says how it is called."""
    name = words.invented(r, 1, 3) + r.choice(["", "_" + words.invented(r, 1, 2)])
    keys = {words.invented(r, 1, 2): None for _ in range(r.randint(1, 2))}
    arguments = [([key], *r.choice([("string", lambda r: words.code(r, 2, 6)), ("integer", number(1, 999)), ("string", words.city)])) for key in keys]
    said = " and ".join(f"{key} {{{i}}}" for i, key in enumerate(keys))
    return [name], f"{words.phrase(r, 1, 4).capitalize()}", arguments, [f"Call {name} with {said}", f"Use {name}: {said}", f"Run {name} with {said}"]


def declare(r, tool):
    """One tool as a client sends it, and the keys it chose."""
    names, does, arguments, wishes = tool
    keys = [r.choice(options) for options, _, _ in arguments]
    described = r.random() < 0.3
    properties = {key: {"type": kind, "description": f"The {key}"} if described else {"type": kind} for key, (_, kind, _) in zip(keys, arguments)}
    parameters = {"type": "object", "properties": properties, "required": keys}
    if r.random() < 0.15:
        del parameters["required"]
    if r.random() < 0.25:
        parameters["additionalProperties"] = False
    function = {"name": r.choice(names)}
    if r.random() < 0.8:
        function["description"] = does
    function["parameters"] = parameters
    if r.random() < 0.15:
        function["strict"] = True
    return {"type": "function", "function": function}, keys


def choose(r):
    """Tools for a conversation: (declared, keys, source) for one to three different ones."""
    sources = r.sample(TOOLS, r.choice([1, 1, 1, 2, 2, 3]))
    if r.random() < 0.2:
        sources[0] = made_up(r)
        r.shuffle(sources)
    return [(*declare(r, source), source) for source in sources]


def wish(r, choice):
    """A user's wish for the chosen tool, and the call it needs."""
    declared, keys, (_, _, arguments, wishes) = choice
    values = [make(r) for _, _, make in arguments]
    return r.choice(wishes).format(*values), call(declared, dict(zip(keys, values)))


def call(declared, arguments):
    return {"type": "function", "function": {"name": declared["function"]["name"], "arguments": json.dumps(arguments, ensure_ascii=False)}}


def result(r):
    """A tool's reply, and how the answer tells it."""
    shape = r.random()
    if shape < 0.5:
        said = r.choice([lambda: words.phrase(r, 1, 5), lambda: f"{r.randint(-20, 40)} degrees and {r.choice(['sunny', 'cloudy', 'rainy', 'windy'])}",
                         lambda: words.amount(r), lambda: r.choice(["shipped", "delivered", "done", "sent", "not found", "ok", "in transit"]), lambda: words.code(r)])()
        return said, said
    values = {r.choice([words.invented(r, 1, 2), "temperature", "status", "result", "sky", "price", "eta", "total", "time"]):
              r.choice([r.randint(0, 9999), words.phrase(r, 1, 2), words.day(r), r.choice(["shipped", "sunny", "ok", "done", "cloudy"])]) for _ in range(r.randint(1, 3))}
    separators = (",", ":") if r.random() < 0.5 else (", ", ": ")
    return json.dumps(values, separators=separators), ", ".join(f"{key} {value}" for key, value in values.items())


def round_trip(r, choices):
    """Messages of one wish: the call, and mostly the result with the answer that uses it."""
    choice = r.choice(choices)
    question, asked = wish(r, choice)
    calls = [asked]
    if r.random() < 0.12 and len(choice[1]) == 1:
        second, third = choice[2][2][0][2](r), choice[2][2][0][2](r)
        calls = [call(choice[0], {choice[1][0]: value}) for value in (second, third)]
        question = r.choice(choice[2][3]).format(f"{second} and {third}")
    messages = [{"role": "user", "content": question}, {"role": "assistant", "content": None, "tool_calls": calls}]
    if r.random() < 0.7:
        told = [result(r) for _ in calls]
        messages += [{"role": "tool", "content": content} for content, _ in told]
        name = choice[0]["function"]["name"]
        messages.append({"role": "assistant", "content": f"{name} says: {'; '.join(saying for _, saying in told)}."})
    return messages
