namespace Changeover.Commands;

/// <summary>Command lines to copy, for help and reference. A test parses each of them.</summary>
internal static class Examples
{
    private static readonly (string Command, string Line, string Meaning)[] All =
    [
        ("changeover", "changeover", "Serve as changeover.yaml here says, or with the demo model where there is none."),
        ("changeover", "changeover keys create --owner team-a", "Make the first key; from then on the gateway asks for one."),
        ("changeover", "changeover records tail", "Watch what happens, as it happens."),
        ("changeover serve", "changeover serve --config /etc/changeover/changeover.yaml", "Serve with this configuration; the data lies beside it unless it says otherwise."),
        ("changeover serve", "changeover serve --urls http://127.0.0.1:8080", "Serve on another port."),
        ("changeover config", "changeover config init && changeover config check", "Write a starter file and see what it lacks."),
        ("changeover config check", "changeover config check --config new.yaml && mv new.yaml changeover.yaml", "Put a new configuration in force only if it can run."),
        ("changeover config show", "changeover config show --json", "Every value in force, for a program."),
        ("changeover config schema", "changeover config schema > changeover.schema.json", "Let an editor complete and check changeover.yaml."),
        ("changeover config init", "changeover config init --config my.yaml", "Write the starter file under another name."),
        ("changeover config push", "changeover config push changeover.yaml --note \"second provider\"", "Put it in force on every node of a database; with a fault in it nothing changes."),
        ("changeover config pull", "changeover config pull --version 3 > changeover.yaml", "Get an earlier one back."),
        ("changeover config history", "changeover config history --json", "What was pushed, for a program."),
        ("changeover nodes", "changeover nodes --json", "Who shares the database and what each runs, for a program."),
        ("changeover keys", "changeover keys create --owner team-a --expires 90d", "A key that ends by itself."),
        ("changeover keys create", "changeover keys create --owner team-a --routes gpt-4o,small --expires 90d", "A key for two routes that ends by itself."),
        ("changeover keys create", "changeover keys create --owner team-a --limit \"25 USD per month\" --limit \"8 streams\"", "A key with a budget and a bound of requests at one time."),
        ("changeover keys create", "KEY=$(changeover keys create --owner ci)", "Only the key goes to standard output."),
        ("changeover keys list", "changeover keys list --json", "All keys, for a program."),
        ("changeover keys revoke", "changeover keys revoke k_3f9zq0w1xy", "End a key; a running gateway follows within two seconds."),
        ("changeover records", "changeover records list --failed --since 1h", "What failed in the last hour."),
        ("changeover records list", "changeover records list --route gpt-4o --status 5xx --limit 20", "The last twenty server errors of a route."),
        ("changeover records show", "changeover records show req_01KATXD3W3N8Q7JPA9E5V2M4CZ", "One request with all its attempts; the id is the answer's x-request-id."),
        ("changeover records tail", "changeover records tail --failed", "Follow only what fails."),
        ("changeover records export", "changeover records export --since 7d --out week.jsonl", "A week as JSON lines."),
        ("changeover models", "changeover models pull smollm2-135m-instruct", "Fetch a small model, so that an answer needs no provider."),
        ("changeover models catalogue", "changeover models catalogue --json", "What can be pulled by a short name, for a program."),
        ("changeover models pull", "changeover models pull qwen3-0.6b --from modelscope", "From ModelScope instead of Hugging Face."),
        ("changeover models pull", "changeover models pull onnx-community/Qwen2.5-0.5B-Instruct --graph onnx/model_q4.onnx --as small", "Any repository with an ONNX export, under a name of your own."),
        ("changeover models pull", "changeover models pull qwen3-0.6b --endpoint https://mirror.example", "Through a mirror; HF_ENDPOINT says the same."),
        ("changeover models pull", "changeover models pull https://files.example/models/qwen3-0.6b", "From a folder on a web server of your own."),
        ("changeover models import", "changeover models import /media/stick/qwen3-0.6b", "Onto a machine without a network."),
        ("changeover models list", "changeover models list --json", "The models on this machine, for a program."),
        ("changeover models remove", "changeover models remove qwen3-0.6b", "Delete it, or what an interrupted pull left behind."),
        ("changeover drill", "changeover drill", "Without a configuration: a simulated provider goes, and the demo model takes over."),
        ("changeover drill", "changeover drill --cut openai --kind region-block --at 30s --for 60s --rate 20", "What happens to this configuration when openai goes."),
        ("changeover drill", "changeover drill --cut openai --kind stall-before-content --json > drill.json", "A provider that falls silent; the report for a program."),
        ("changeover conformance", "changeover conformance --base-url http://127.0.0.1:7090 --adapter my-gateway.json --report score.md", "What a gateway owes its clients, asked from outside."),
        ("changeover drill", "changeover drill --kind dated-rule", "What a rule does to this configuration that forbids the first upstream from an instant on."),
        ("changeover access", "changeover access check", "Which targets each key may use today, and by which rule."),
        ("changeover access list", "changeover access list --at 2024-07-09", "The rules of a day, past or to come."),
        ("changeover access show", "changeover access show openai-supported-countries", "One rule with its reason, its source and how sure it is."),
        ("changeover access check", "changeover access check --at 2027-08-02 --json", "What each key may use on that day, for a program."),
        ("changeover access observations", "changeover access observations", "Providers that refused a region, and where the rules say otherwise."),
        ("changeover keys create", "changeover keys create --owner team-a --country SG --owned-by SG:60,CN:40 --audience internal", "A key whose holder is registered, for rules of access."),
        ("changeover prices", "changeover prices show deepseek/deepseek-v4-pro", "What a model costs now, at which hours and since when."),
        ("changeover prices list", "changeover prices list --provider openai", "Every row of a provider, as this configuration sees it."),
        ("changeover prices show", "changeover prices show openai/gpt-4o --at 2026-11-24T08:00:00Z --json", "The row that prices a call at an instant, for a program."),
        ("changeover prices import", "changeover prices import api.json --provider openai", "Write what another list has and this one has not, as lines for changeover.yaml."),
        ("changeover prices diff", "changeover prices diff model_prices_and_context_window.json", "Where another list differs by a hundredth or more."),
        ("changeover prices check", "changeover prices check", "Targets without a price, prices not verified, and rows that clash."),
        ("changeover reconcile", "changeover reconcile usage.json --provider openai --since 30d", "OpenAI's usage export against the records of a month."),
        ("changeover reconcile", "changeover reconcile invoice.csv --upstream dashscope --tolerance 0.001 --json", "An invoice as a table, to a thousandth, for a program."),
        ("changeover completion", "source <(changeover completion bash)", "Complete in this shell; the line fits into ~/.bashrc too."),
        ("changeover completion", "changeover completion fish > ~/.config/fish/completions/changeover.fish", "Complete in every fish from now on."),
        ("changeover version", "changeover version --json", "What a report of a fault should quote."),
    ];

    /// <summary>Those of a command.</summary>
    /// <param name="command">As typed, such as <c>changeover keys create</c>.</param>
    public static IReadOnlyList<(string Line, string Meaning)> Of(string command) =>
        [.. All.Where(example => example.Command == command).Select(example => (example.Line, example.Meaning))];
}
