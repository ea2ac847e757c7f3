using System.Globalization;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>
/// Everything that a request says, one fact after the other. What is told here in one word for several is what no dialect can be held to:
/// <list type="bullet">
/// <item>who instructs has one name: <c>developer</c> is <c>system</c>;</item>
/// <item>turns of one side in a row are one turn, texts in a row one text, blank text is none, and a turn without anything else is no turn;</item>
/// <item>within a turn of the model stand its reasoning, its text and its calls, in this order; within the results of tools there is none;</item>
/// <item>ids of calls are names only: a result is told by the function that it answers;</item>
/// <item>an option that says the default says nothing: <c>top_p</c> 1, <c>top_k</c> below 1, text as format, <c>auto</c>, parallel calls allowed, a schema of any object;</item>
/// <item>where there is one tool, to call some tool is to call that one;</item>
/// <item>who asks for alternatives of a token asks for its probability; where no call may be made, none is parallel;</item>
/// <item>the address of a file is one, whichever field it stands in, and a picture by its address is a file;</item>
/// <item>a word for an effort is its number of tokens (<see cref="ReasoningScale"/>);</item>
/// <item>how the answer is to look is the gateway's own affair: usage, seals and reasoning shown or not, the name and description of a format, the older word for a bound.</item>
/// </list>
/// </summary>
internal static class RequestFacts
{
    /// <summary>What a reader only keeps to write the same form again: the type of a picture's address, and that a result is one of free text.</summary>
    private static readonly string[] Marks = ["system.fileData.mimeType", "user.fileData.mimeType", "assistant.fileData.mimeType", "tool.fileData.mimeType", "tool.type"];

    private static readonly string[] Roles = ["system", "user", "assistant", "tool"];

    public static IReadOnlyList<Fact> Of(ChatRequest request) => [.. Options(request), .. Tools(request), .. Extensions("", request.Extensions), .. Conversation(request.Messages)];

    /// <summary>It is part of the conversation, not an option.</summary>
    public static bool IsSaid(string path) => Roles.Contains(path.Split('.')[0]);

    private static IEnumerable<Fact> Options(ChatRequest request)
    {
        SamplingOptions sampling = request.Sampling;
        (string Path, object? Value)[] options =
        [
            ("temperature", sampling.Temperature),
            ("top_p", sampling.TopP is 1 ? null : sampling.TopP),
            ("top_k", sampling.TopK is < 1 ? null : sampling.TopK),
            ("min_p", sampling.MinP),
            ("frequency_penalty", sampling.FrequencyPenalty),
            ("presence_penalty", sampling.PresencePenalty),
            ("repetition_penalty", sampling.RepetitionPenalty),
            ("seed", sampling.Seed),
            ("max_tokens", request.MaxOutputTokens),
            ("n", request.N == 1 ? null : request.N),
            ("logprobs", request.Logprobs || request.TopLogprobs > 0 ? true : null),
            ("top_logprobs", request.TopLogprobs == 0 ? null : request.TopLogprobs),
            ("stream", request.Stream ? true : null),
            ("user", request.User),
            ("reasoning", request.ReasoningBudget ?? (request.ReasoningEffort is { } effort ? ReasoningScale.BudgetOf(effort) : null)),
            ("format", Format(request.ResponseFormat)),
        ];
        return
        [
            .. options.Where(option => option.Value is not null).Select(option => new Fact(option.Path, Convert.ToString(option.Value, CultureInfo.InvariantCulture)!)),
            .. sampling.LogitBias.Select(bias => new Fact("logit_bias", $"{bias.Key} {bias.Value}")),
            .. sampling.Stop.Select(stop => new Fact("stop", stop)),
        ];
    }

    private static string? Format(ResponseFormat? format) => format switch
    {
        ResponseFormat.JsonObject => "json",
        ResponseFormat.JsonSchema schema => $"{CanonicalJson.Of(schema.Schema.GetRawText())}",
        _ => null,
    };

    private static IEnumerable<Fact> Tools(ChatRequest request)
    {
        foreach (ToolDefinition tool in request.Tools)
        {
            yield return new Fact("tools", tool.Name);
            yield return new Fact("tools.description", $"{tool.Name} {tool.Description}");
            yield return new Fact("tools.parameters", $"{tool.Name} {CanonicalJson.OfParameters(tool.Parameters?.GetRawText())}");
            if (tool.Strict)
            {
                yield return new Fact("tools.strict", tool.Name);
            }

            foreach (Fact fact in Extensions("tools.", tool.Extensions))
            {
                yield return fact;
            }
        }

        foreach (string raw in request.ProviderTools)
        {
            yield return new Fact("tools.provider", CanonicalJson.Of(raw));
        }

        if (request.Tools.Count + request.ProviderTools.Count == 0)
        {
            yield break;
        }

        if (request.ToolChoice is { Mode: ToolChoiceMode.Required, Allowed: null } && request.Tools.Count == 1)
        {
            yield return new Fact("tool_choice", $"Named {request.Tools[0].Name} ");
        }
        else if (request.ToolChoice is { } choice && choice is not { Mode: ToolChoiceMode.Auto, Allowed: null })
        {
            yield return new Fact("tool_choice", $"{choice.Mode} {choice.Name} {string.Join(",", choice.Allowed ?? [])}");
        }

        if (request is { ParallelToolCalls: false, ToolChoice: not { Mode: ToolChoiceMode.None } })
        {
            yield return new Fact("parallel_tool_calls", "false");
        }
    }

    public static IEnumerable<Fact> Extensions(string prefix, IReadOnlyDictionary<string, string> extensions) =>
        extensions.Where(extension => !Marks.Contains(prefix + extension.Key)).Select(extension => new Fact($"{prefix}ext:{extension.Key}", CanonicalJson.Of(extension.Value)));

    private static IEnumerable<Fact> Conversation(IReadOnlyList<ChatMessage> messages)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var run = new List<Fact>();
        var aside = new List<Fact>();
        string speaker = "";
        foreach (ChatMessage message in messages)
        {
            string role = message.Role == Role.Developer ? "system" : message.Role.ToString().ToLowerInvariant();
            Fact[] said = [.. Said(role, message)];
            if (role != "tool" && message.ToolCalls.Count == 0 && said.All(fact => fact.Path.Contains(".ext:", StringComparison.Ordinal)))
            {
                // Whoever says nothing does not interrupt.
                aside.AddRange(said);
                continue;
            }

            if (role != speaker)
            {
                foreach (Fact fact in Ordered(speaker, run))
                {
                    yield return fact;
                }

                run.Clear();
                speaker = role;
            }

            run.AddRange(role == "tool" ? [Result(message, names), .. said] : said);
            foreach (ToolCall call in message.ToolCalls)
            {
                names[call.Id] = call.Name;
                run.AddRange(Call(call));
            }
        }

        foreach (Fact fact in Ordered(speaker, run).Concat(aside))
        {
            yield return fact;
        }
    }

    /// <summary>A result is told with all its text, so that results may stand in any order.</summary>
    private static Fact Result(ChatMessage message, Dictionary<string, string> names)
    {
        string? name = message.ToolCallId is { } id && names.TryGetValue(id, out string? called) ? called : message.Name;
        return new Fact("tool.result", $"{name}: {ResultText(message.PlainText)}");
    }

    /// <summary>What a tool gives may be JSON or text: Gemini takes objects only, and puts the others into one.</summary>
    private static string ResultText(string text) => text.StartsWith('{') && CanonicalJson.TryOf(text, out string? json) ? json : text.Trim();

    private static IEnumerable<Fact> Said(string role, ChatMessage message)
    {
        if (message.ReasoningText is { Length: > 0 } reasoning)
        {
            yield return new Fact($"{role}.reasoning", reasoning);
        }

        foreach (ContentPart part in message.Parts)
        {
            foreach (Fact fact in Part(role, part))
            {
                yield return fact;
            }
        }

        if (message.Name is { } name && role != "tool" && message.Parts.Any(part => part is not ContentPart.Text { Value: var said } || !string.IsNullOrWhiteSpace(said)))
        {
            yield return new Fact($"{role}.name", name);
        }

        if (message.IsToolError)
        {
            yield return new Fact($"{role}.error", "");
        }

        foreach (Fact fact in Extensions($"{role}.", message.Extensions))
        {
            yield return fact;
        }
    }

    public static IEnumerable<Fact> Part(string role, ContentPart part)
    {
        Fact? fact = part switch
        {
            ContentPart.Text text => string.IsNullOrWhiteSpace(text.Value) || role == "tool" ? null : new Fact($"{role}.text", text.Value),
            ContentPart.Refusal refusal => string.IsNullOrWhiteSpace(refusal.Value) ? null : new Fact($"{role}.refusal", refusal.Value),
            ContentPart.Image image => new Fact(image.Url.StartsWith("data:", StringComparison.Ordinal) ? $"{role}.image" : $"{role}.file", $"{image.Url} "),
            ContentPart.Audio audio => new Fact($"{role}.audio", $"{audio.Format} {audio.Data}"),
            ContentPart.File file => new Fact($"{role}.file", $"{file.FileId ?? file.Data} {file.Name}"),
            ContentPart.Unknown unknown => new Fact($"{role}.unknown", CanonicalJson.Of(unknown.Json)),
            _ => null,
        };
        if (fact is not null)
        {
            yield return fact;
        }

        if (part is ContentPart.Image { Detail: not (null or "auto") and var detail })
        {
            yield return new Fact($"{role}.detail", detail);
        }

        foreach (Fact more in Sealing(role, part.Seal).Concat(Extensions($"{role}.", part.Extensions)))
        {
            yield return more;
        }
    }

    private static IEnumerable<Fact> Call(ToolCall call) =>
    [
        new Fact("assistant.call", $"{call.Name} {CanonicalJson.OfArguments(call.Arguments)}{(call.IsCustom ? " custom" : "")}"),
        .. Sealing("assistant", call.Seal),
        .. Extensions("assistant.", call.Extensions),
    ];

    private static IEnumerable<Fact> Sealing(string role, Seal? seal) => seal is null ? [] : [new Fact($"{role}.seal", $"{seal.Origin} {seal.Value}")];

    /// <summary>One turn: texts in a row are one, and the kinds of a model's turn have their order.</summary>
    private static IEnumerable<Fact> Ordered(string role, List<Fact> run)
    {
        IEnumerable<Fact> facts = role switch
        {
            "assistant" => run.OrderBy(fact => Array.IndexOf(["assistant.reasoning", "assistant.text"], fact.Path) is var place and >= 0 ? place : 2).ThenBy(fact => fact.Path == "assistant.call"),
            "tool" => run.OrderBy(fact => fact.Path, StringComparer.Ordinal).ThenBy(fact => fact.Value, StringComparer.Ordinal),
            _ => run.OrderBy(fact => !IsContent(fact)),
        };
        var joined = new List<Fact>();
        foreach (Fact fact in facts)
        {
            bool isText = fact.Path.EndsWith(".text", StringComparison.Ordinal) || fact.Path.EndsWith(".reasoning", StringComparison.Ordinal);
            if (isText && joined.Count > 0 && joined[^1].Path == fact.Path)
            {
                joined[^1] = new Fact(fact.Path, joined[^1].Value + fact.Value);
            }
            else
            {
                joined.Add(fact);
            }
        }

        // Instructions become one message where there is room for one: blank lines between them say nothing.
        return role == "system" ? joined.Select(fact => fact with { Value = string.Concat(fact.Value.Where(letter => !char.IsWhiteSpace(letter))) }) : joined;
    }

    private static bool IsContent(Fact fact) => fact.Path.Split('.')[1] is "text" or "image" or "audio" or "file" or "refusal";
}
