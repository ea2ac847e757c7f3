"""Pools of words, and invented values: names that no pool can hold teach copying instead of recall."""
import string

FIRST = """Anna Omar Lena Wei Maria John Priya Lukas Sofia Ahmed Yuki Carlos Elena David Fatima Tom Ingrid Mei Pedro Nora
Ivan Chloe Hassan Julia Ben Aisha Marco Linda Kenji Rosa Peter Amara Emil Grace Viktor Laila Sam Hana Oscar Zoe""".split()
LAST = """Berg Haddad Novak Chen Silva Smith Patel Weber Rossi Khan Tanaka Lopez Petrov Miller Ali Brown Larsen Wang Costa
Dubois Fischer Mensah Kim Moreau Jansen Ortiz Singh Hughes Bauer Sato Garcia Lindgren Okafor Murphy Klein""".split()
CITY = """Oslo Paris Berlin London Madrid Rome Vienna Lisbon Tokyo Beijing Shanghai Shenzhen Boston Chicago Toronto Sydney
Mumbai Cairo Lagos Nairobi Zurich Munich Hamburg Prague Warsaw Dublin Seoul Singapore Lima Bogota Athens Helsinki""".split() + [
    "New York", "San Francisco", "Los Angeles", "Hong Kong", "Cape Town", "Buenos Aires", "Tel Aviv", "Sao Paulo"]
PRODUCT = """lamps chairs books pens cables keyboards monitors phones tables cups shirts shoes bags printers batteries
helmets bottles mirrors bicycles cameras headphones notebooks plates candles drills""".split()
THING = """river mountain castle guitar penguin planet engine bridge garden poem recipe novel volcano market painting piano
forest desert computer bicycle comet dragon elephant theorem battery camera museum island virus sandwich airplane satellite
whale atom magnet salad rocket storm glacier king queen war tree fish bird coin law tax song film dance game sport""".split()
TOPIC = """the sea|black holes|ancient Rome|photosynthesis|the stock market|quantum physics|good coffee|football|jazz music|
climate change|my cat|the moon|a lost robot|old trains|healthy food|world history|the French Revolution|machine learning|
a brave knight|deep learning|cooking pasta|travelling by train|the weather on Mars|chess openings|gardening|love|democracy|
a unicorn|inflation|relativity|the human brain|electric cars|philosophy|evolution|a rainy day|the Roman empire""".replace("\n", "").split("|")
PLAIN = """the a red blue quick small bright old new open close water stone light paper house train signal north every never
today morning seven green silver cold over under between window answer number simple again please river bring keep alpha
beta gamma delta test value item word line over this that is are we they can will and not but with from""".split()
COUNTRY = "France Spain Norway Japan Brazil Egypt Kenya Canada India China Peru Italy Poland Greece Mexico Turkey Chile".split()
HAN = "天地人山水火木日月星光电车书花鸟鱼春秋东西南北中国北京上海模型网络测试数据请求回答早晚大小多少新旧红蓝"
SIGN = ["🙂", "🚀", "é", "ü", "ß", "ñ", "€", "→", "…", "日本", "да"]


def invented(r, low=2, high=4):
    """A pronounceable word that exists nowhere: 'Tavoki'."""
    return "".join(r.choice("bcdfghjklmnprstvwz") + r.choice("aeiou") + r.choice(["", "", "n", "r", "l", "s"])
                   for _ in range(r.randint(low, high)))


def first(r):
    return r.choice(FIRST) if r.random() < 0.5 else invented(r).capitalize()


def person(r):
    last = r.choice(LAST) if r.random() < 0.4 else invented(r).capitalize()
    return f"{first(r)} {last}" if r.random() < 0.75 else first(r)


def city(r):
    return r.choice(CITY) if r.random() < 0.6 else invented(r).capitalize()


def code(r, low=3, high=10):
    return "".join(r.choice(string.ascii_uppercase + string.digits) for _ in range(r.randint(low, high)))


def order(r):
    shape = r.random()
    if shape < 0.3:
        return str(r.randint(100, 99999999))
    if shape < 0.6:
        return f"{code(r, 1, 3)}-{r.randint(10, 99999)}"
    return code(r)


def amount(r):
    return str(r.randint(1, 5000)) if r.random() < 0.5 else f"{r.randint(0, 3000)}.{r.randint(0, 99):02}"


def email(r):
    return f"{first(r).lower()}{r.choice(['', '.', '_'])}{invented(r)}@{invented(r)}.{r.choice(['com', 'org', 'net', 'io', 'de', 'cn'])}"


def day(r):
    return f"20{r.randint(20, 29)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"


def phone(r):
    return "+" + "".join(r.choice(string.digits) for _ in range(r.randint(9, 12)))


def phrase(r, low=1, high=8):
    return " ".join(r.choice(PLAIN) if r.random() < 0.75 else invented(r, 1, 3) for _ in range(r.randint(low, high)))


def anything(r):
    """Something to echo: words, sentences, codes, signs, Chinese, bits of JSON."""
    shape = r.random()
    if shape < 0.35:
        return phrase(r, 1, 9)
    if shape < 0.5:
        return phrase(r, 3, 9).capitalize() + r.choice(".!?")
    if shape < 0.62:
        return code(r, 2, 16)
    if shape < 0.72:
        return "".join(r.choice(string.ascii_letters + string.digits + "-_.:/#") for _ in range(r.randint(3, 30)))
    if shape < 0.8:
        return f"{phrase(r, 1, 3)} {r.choice(SIGN)} {phrase(r, 1, 2)}"
    if shape < 0.87:
        return "".join(r.choice(HAN) for _ in range(r.randint(2, 8)))
    if shape < 0.93:
        return '{"%s": "%s"}' % (invented(r), phrase(r, 1, 2))
    return " ".join(str(r.randint(0, 9999)) for _ in range(r.randint(1, 6)))
