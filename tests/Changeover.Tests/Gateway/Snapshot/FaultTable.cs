namespace Changeover.Tests.Gateway.Snapshot;

/// <summary>One mistake each: what is written, where it is found, what is said, and whether the JSON Schema sees it too.</summary>
/// <param name="Text">The file.</param>
/// <param name="Line">Line of the fault.</param>
/// <param name="Path">Option of the fault.</param>
/// <param name="Message">Part of the message.</param>
/// <param name="Remedy">Part of the remedy.</param>
/// <param name="SchemaSees">Whether shapes alone give it away.</param>
public sealed record FaultRow(string Text, int Line, string Path, string Message, string Remedy, bool SchemaSees = true)
{
    public override string ToString() => $"line {Line} {Path}: {Message}";
}

/// <summary>The rows, as changes to a sound file: a line of it is replaced, or lines are added.</summary>
internal static class FaultTable
{
    private const string Sound =
        """
        server: { drain: 10m }
        upstreams:
          openai:
            provider: openai
            credential: ${OPENAI_API_KEY}
          local:
            provider: openai-compatible
            base_url: http://127.0.0.1:8000/v1
          embedded:
            provider: embedded
        routes:
          chat:
            targets:
              - openai/gpt-4o-mini
              - local/m
              - embedded/demo
            strategy: order
        """;

    public static IReadOnlyList<FaultRow> Rows { get; } =
    [
        // Names
        new(With(1, "servers: { drain: 10m }"), 1, "", "no option \"servers\"", "Did you mean `server`?"),
        new(With(4, "    providr: openai"), 4, "upstreams.openai", "no option \"providr\"", "Did you mean `provider`?"),
        new(With(17, "    color: blue"), 17, "routes.chat", "no option \"color\"", "Options here: targets, strategy"),
        new(With(12, "  /chat:"), 12, "routes", "\"/chat\" cannot be the name of one of the routes", "Names match"),
        new(With(17, "    strategy: order\n    strategy: latency"), 18, "", "\"strategy\" is written twice; the first is on line 17", "Keep one", SchemaSees: false),

        // Shapes and values
        new(With(1, "server: on"), 1, "server", "a single value, where options are expected", "Write options below it: urls"),
        new(With(13, "    targets: openai/gpt-4o-mini\n    redact:"), 13, "routes.chat.targets", "where a list is expected", "after `- `"),
        new(With(1, "server: { drain: [10m] }"), 1, "server.drain", "This is a list", "200ms, 5s"),
        new(With(1, "server: { drain: 10 }"), 1, "server.drain", "\"10\" is no duration", "200ms, 5s"),
        new(With(1, "server: { drain: 2d }"), 1, "server.drain", "\"2d\" is out of bounds", "Write 0s to 1h", SchemaSees: false),
        new(With(1, "server: { max_body: 32 }"), 1, "server.max_body", "\"32\" is no size", "32MiB"),
        new(With(1, "storage: { database: 'postgres://me:hunter2@db/records' }"), 1, "storage.database", "A password stands here in clear", "${PASSWORD}", SchemaSees: false),
        new(With(1, "storage: { database: 'Host=db;Password=hunter2' }"), 1, "storage.database", "A password stands here in clear", "${PASSWORD}", SchemaSees: false),
        new(With(1, "storage: { redis: 'redis://:hunter2@cache:6379' }"), 1, "storage.redis", "A password stands here in clear", "${PASSWORD}", SchemaSees: false),
        new(With(1, "storage: { redis: 'cache:6379,password=${NOT_SET}' }"), 1, "storage.redis", "NOT_SET is not set", "Set NOT_SET", SchemaSees: false),
        new(With(1, "storage: { redis: 'redis://' }"), 1, "storage.redis", "no address of a Redis server", "redis://", SchemaSees: false),
        new(With(1, "storage: { database: changeover.db }"), 1, "storage.database", "no address of a PostgreSQL server", "postgres://", SchemaSees: false),
        new(With(1, "storage: { database: 'postgres://me:${NOT_SET}@db/records' }"), 1, "storage.database", "NOT_SET is not set", "Set NOT_SET", SchemaSees: false),
        new(With(1, "prices: { rows: [{provider: opneai, model: m, currency: USD, rates: {input: 1}}] }"), 1, "prices.rows[0]", "There is no provider `opneai`", "prices list"),
        new(With(1, "server: { retry_budget: much }"), 1, "server.retry_budget", "\"much\" is no number", "plain number"),
        new(With(1, "server: { retry_budget: 1.5 }"), 1, "server.retry_budget", "out of bounds", "Write 0 to 1"),
        new(With(17, "    pass_through: yes"), 17, "routes.chat.pass_through", "neither true nor false", "Write true or false"),
        new(With(17, "    strategy: wheighted"), 17, "routes.chat.strategy", "not a choice here", "Did you mean `weighted`?"),
        new(With(17, "    retry: { attempts: 0 }"), 17, "routes.chat.retry.attempts", "out of bounds", "Write 1 to 10"),
        new(With(17, "    retry: { backoff: 6s }"), 17, "routes.chat.retry", "`backoff` is longer than `max_backoff`", "shorter", SchemaSees: false),
        new(With(17, "    priority: urgent"), 17, "routes.chat.priority", "not a choice here", "interactive, batch"),
        new(With(17, "    when_full: next_one"), 17, "routes.chat.when_full", "not a choice here", "next, wait"),
        new(With(10, "    provider: embedded\n    concurrency: 0"), 11, "upstreams.embedded.concurrency", "out of bounds", "Write 1 to"),
        new(With(17, "    hedge: { after: p20 }"), 17, "routes.chat.hedge.after", "\"p20\" is neither", "p50 to p99"),
        new(With(17, "    hedge: { after: 0s }"), 17, "routes.chat.hedge.after", "\"0s\" is neither", "800ms", SchemaSees: false),
        new(With(17, "    hedge: { max_cost: 0.01 }"), 17, "routes.chat.hedge.max_cost", "no amount of money", "0.01 USD"),
        new(With(17, "    hedge: { at_most: 2 }"), 17, "routes.chat.hedge.at_most", "out of bounds", "Write 0.001 to 1"),
        new("- a list\n", 1, "", "holds a list, not a map", "Begin with `upstreams:`"),
        new("server: {}\n---\nserver: {}\n", 2, "", "second YAML document", "Keep one document", SchemaSees: false),
        new(With(10, "    provider: [embedded"), 10, "", "The YAML cannot be read", "Check indentation", SchemaSees: false),
        new(With(10, "    provider: *somewhere"), 10, "", "an alias names an anchor that is not defined", "Check indentation", SchemaSees: false),

        // Server
        new(With(1, "server: { urls: ftp://127.0.0.1 }"), 1, "server.urls", "is not http", "http://127.0.0.1:7090", SchemaSees: false),
        new(With(1, "server: { urls: 127.0.0.1 }"), 1, "server.urls", "no address to listen on", "http://127.0.0.1:7090", SchemaSees: false),
        new(With(1, "server: { urls: http://127.0.0.1:99999 }"), 1, "server.urls", "", "http://127.0.0.1:7090", SchemaSees: false),
        new(With(1, "server: { urls: http://127.0.0.1:1;http://127.0.0.1:1 }"), 1, "server.urls", "written twice", "Keep one", SchemaSees: false),

        // Upstreams
        new(With(4, "    provider: opneai"), 4, "upstreams.openai.provider", "no provider \"opneai\"", "Did you mean `openai`?"),
        new(With(4, "    provider: frobnicator"), 4, "upstreams.openai.provider", "no provider \"frobnicator\"", "Known: deepseek, embedded"),
        new(With(4, "    provider: ''"), 4, "upstreams.openai.provider", "The value is empty", "Write a value"),
        new(With(4, "    region: eu"), 3, "upstreams.openai.provider", "`provider` is missing", "Add `provider:`"),
        new(With(8, "    region: eu"), 6, "upstreams.local.base_url", "openai-compatible has no address of its own", "Add `base_url:`", SchemaSees: false),
        new(With(8, "    base_url: 127.0.0.1:8000/v1"), 8, "upstreams.local.base_url", "no absolute address", "Write an absolute address"),
        new(With(8, "    base_url: ftp://127.0.0.1/v1"), 8, "upstreams.local.base_url", "The scheme is \"ftp\"", "Only http and https"),
        new(With(8, "    base_url: http://127.0.0.1/v1?x=1"), 8, "upstreams.local.base_url", "has a query", "`query:`"),
        new(With(8, "    base_url: http://me:pw@127.0.0.1/v1"), 8, "upstreams.local.base_url", "has a password", "without query"),
        new(With(5, "    credential: ${OPENAI_API_KEY}\n    embedded: { slots: 2 }"), 6, "upstreams.openai.embedded", "`embedded` means nothing to openai", "Remove it", SchemaSees: false),
        new(With(10, "    provider: embedded\n    base_url: http://127.0.0.1/v1"), 11, "upstreams.embedded.base_url", "means nothing to the embedded model", "Remove it", SchemaSees: false),

        // Credentials and headers
        new(With(5, "    credential: my-own-key"), 5, "upstreams.openai.credential", "in clear", "${ENV_NAME}"),
        new(With(5, "    credential: file:relative/key"), 5, "upstreams.openai.credential", "misspelled", "file:/absolute/path"),
        new(With(5, "    credential: ${NOT_SET}"), 5, "upstreams.openai.credential", "variable NOT_SET is not set", "Set NOT_SET", SchemaSees: false),
        new(With(5, "    credential: file:/nowhere/key"), 5, "upstreams.openai.credential", "/nowhere/key does not exist", "Create it", SchemaSees: false),
        new(With(5, "    region: eu"), 3, "upstreams.openai.credential", "openai wants one", "${ENV_NAME}", SchemaSees: false),
        new(With(8, "    base_url: http://127.0.0.1:8000/v1\n    headers: { Host: x }"), 9, "upstreams.local.headers.Host", "writes `Host` itself", "Remove it", SchemaSees: false),
        new(With(8, "    base_url: http://127.0.0.1:8000/v1\n    headers: { X-Api-Key: my-own-key }"), 9, "upstreams.local.headers.X-Api-Key", "in clear", "${ENV_NAME}", SchemaSees: false),
        new(With(8, "    base_url: http://127.0.0.1:8000/v1\n    headers: { X-Team: \"${NOT_SET}\" }"), 9, "upstreams.local.headers.X-Team", "NOT_SET is not set", "Set NOT_SET", SchemaSees: false),
        new(With(8, "    base_url: http://127.0.0.1:8000/v1\n    headers: { X-A: a, x-a: b }"), 9, "upstreams.local.headers.x-a", "already here in another case", "Keep one", SchemaSees: false),
        new(With(8, "    base_url: http://127.0.0.1:8000/v1\n    headers: { \"X: A\": a }"), 9, "upstreams.local.headers", "cannot be the name of one of the headers", "Names match"),
        new(With(5, "    credential: ${OPENAI_API_KEY}\n    headers: { Authorization: \"Bearer ${TEAM}\" }"), 6, "upstreams.openai.headers.Authorization", "both authorise", "Keep one", SchemaSees: false),
        new(With(8, "    base_url: http://127.0.0.1:8000/v1\n    query: { key: abc }"), 9, "upstreams.local.query.key", "in a query", "Use `credential:`", SchemaSees: false),

        // Routes and targets
        new("upstreams:\n  embedded:\n    provider: embedded\n", 1, "routes", "no route", "`routes:`", SchemaSees: false),
        new(With(13, "    targets: []\n    redact:").Split("\n      - ")[0], 13, "routes.chat.targets", "The list is empty", "at least 1"),
        new(With(15, "      - openay/m"), 15, "routes.chat.targets[1]", "no upstream \"openay\"", "Did you mean `openai`?", SchemaSees: false),
        new(With(15, "      - nobody/m"), 15, "routes.chat.targets[1]", "no upstream \"nobody\"", "use one of: openai, local, embedded", SchemaSees: false),
        new(With(15, "      - gpt-4o"), 15, "routes.chat.targets[1]", "names no upstream and model", "upstream/model"),
        new(With(15, "      - { weight: 2 }"), 15, "routes.chat.targets[1].target", "`target` is missing", "Add `target:`"),
        new(With(15, "      - { target: local/m, weight: -1 }"), 15, "routes.chat.targets[1].weight", "out of bounds", "Write 0 to"),
        new(With(15, "      - embedded/demo"), 16, "routes.chat.targets[2]", "\"embedded/demo\" is written twice", "retry.attempts", SchemaSees: false),
        new("upstreams: { e: { provider: embedded } }\nroutes:\n  chat:\n    strategy: weighted\n    targets: [{ target: e/demo, weight: 0 }]\n", 5, "routes.chat.targets", "Every weight is 0", "above 0", SchemaSees: false),
        new(With(17, "    redact: ['[']"), 17, "routes.chat.redact[0]", "no regular expression", "single quotes", SchemaSees: false),
        new(With(17, "    redact: ['a(?=b)']"), 17, "routes.chat.redact[0]", "look-around", "linear time", SchemaSees: false),
        new(With(17, "    redact: ['a*']"), 17, "routes.chat.redact[0]", "matches nothing", "at least one character", SchemaSees: false),

        // Records and telemetry
        new(With(17, "records: { keep_for: 1m }"), 17, "records.keep_for", "out of bounds", "Write 1h to 3650d", SchemaSees: false),
        new(With(17, "telemetry: { otlp: collector }"), 17, "telemetry.otlp", "no absolute address", "Write an absolute address"),
    ];

    private static string With(int line, string replacement)
    {
        var lines = Sound.Split('\n');
        lines[line - 1] = replacement;
        return string.Join('\n', lines) + "\n";
    }
}
