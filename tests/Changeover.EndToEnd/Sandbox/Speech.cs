using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.EndToEnd.Sandbox.Anthropic;
using Changeover.EndToEnd.Sandbox.Responses;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>A dialect as a test needs it: how to ask in it, and how its answers look.</summary>
internal sealed record Speech
{
    public required string Path { get; init; }

    /// <summary>The header lines of a request, each with its end.</summary>
    public required string Headers { get; init; }

    /// <summary>Further header lines for a body sent to a provider, where the dialect signs it.</summary>
    public Func<Uri, string, string> Signature { get; init; } = (_, _) => "";

    /// <summary>A header line that asks for a stream, where the body does not.</summary>
    public string StreamHeader { get; init; } = "";

    /// <summary>The path of a stream, where it has its own.</summary>
    public string? StreamPath { get; init; }

    /// <summary>A request for <see cref="Ask.LongText"/>, streamed or not.</summary>
    public required Func<bool, string> Request { get; init; }

    /// <summary>The text in a buffered answer.</summary>
    public required Func<JsonNode, string?> Text { get; init; }

    /// <summary>What only the event with the finish reason holds.</summary>
    public required string Finish { get; init; }

    /// <summary>What only the last event holds.</summary>
    public required string Terminal { get; init; }

    /// <summary>Events before the first content.</summary>
    public required int Opening { get; init; }

    /// <summary>The finish reason for filtered content.</summary>
    public required string Filtered { get; init; }

    /// <summary>Status and a word of the error, by kind of fault.</summary>
    public required IReadOnlyDictionary<string, (int Status, string Word)> Errors { get; init; }

    public static Speech Anthropic { get; } = new()
    {
        Path = "/v1/messages",
        Headers = "x-api-key: sk-raw\r\nanthropic-version: 2023-06-01\r\n",
        Request = stream => AskAnthropic.Message(more: stream ? ",\"stream\":true" : ""),
        Text = message => (string?)message["content"]?[0]?["text"],
        Finish = "\"type\":\"message_delta\"",
        Terminal = "\"type\":\"message_stop\"",
        Opening = 3,
        Filtered = "\"stop_reason\":\"refusal\"",
        Errors = new Dictionary<string, (int, string)>(StringComparer.Ordinal)
        {
            ["unauthorized"] = (401, "authentication_error"),
            ["forbidden"] = (403, "permission_error"),
            ["rate_limited"] = (429, "rate_limit_error"),
            ["internal_error"] = (500, "api_error"),
            ["unavailable"] = (503, "api_error"),
            ["overloaded"] = (529, "overloaded_error"),
            ["region_block"] = (403, """{"error":{"type":"forbidden","message":"Request not allowed"}}"""),
            ["quota_exhausted"] = (400, "credit balance is too low"),
            ["prompt_filtered"] = (400, "invalid_request_error"),
            ["error_event_first"] = (200, "\"type\":\"error\",\"error\":{\"type\":\"api_error\""),
            ["error_event_mid_stream"] = (200, "\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\""),
        },
    };

    public static Speech Responses { get; } = new()
    {
        Path = "/v1/responses",
        Headers = "Authorization: Bearer sk-raw\r\n",
        Request = stream => AskResponses.Text(more: stream ? ",\"stream\":true" : ""),
        Text = response => (string?)response["output"]?[0]?["content"]?[0]?["text"],
        Finish = "\"type\":\"response.completed\"",
        Terminal = "\"type\":\"response.completed\"",
        Opening = 4,
        Filtered = "\"incomplete_details\":{\"reason\":\"content_filter\"}",
        Errors = new Dictionary<string, (int, string)>(StringComparer.Ordinal)
        {
            ["unauthorized"] = (401, "invalid_api_key"),
            ["forbidden"] = (403, "model_not_allowed"),
            ["rate_limited"] = (429, "rate_limit_exceeded"),
            ["internal_error"] = (500, "server_error"),
            ["unavailable"] = (503, "server_is_overloaded"),
            ["overloaded"] = (529, "overloaded_error"),
            ["region_block"] = (403, "unsupported_country_region_territory"),
            ["quota_exhausted"] = (429, "insufficient_quota"),
            ["prompt_filtered"] = (400, "content_filter"),
            ["error_event_first"] = (200, "\"code\":\"model_error\""),
            ["error_event_mid_stream"] = (200, "\"code\":\"server_is_overloaded\""),
        },
    };

    public Task<RawAnswer> AskAsync(Uri provider, bool stream, CancellationToken cancellation)
    {
        var json = Request(stream);
        var body = Encoding.UTF8.GetBytes(json);
        var head = $"POST {(stream ? StreamPath ?? Path : Path)} HTTP/1.1\r\nHost: {provider.Authority}\r\n{Headers}{(stream ? StreamHeader : "")}{Signature(provider, json)}Connection: close\r\nContent-Length: {body.Length}\r\n\r\n";
        return RawAnswer.SendAsync(provider, [.. Encoding.ASCII.GetBytes(head), .. body], cancellation);
    }

    /// <summary>The data of each event; half an event at the end is left out.</summary>
    public static IReadOnlyList<string> Events(RawAnswer seen) =>
        [.. seen.Body.ReplaceLineEndings("\n").Split("\n\n")[..^1].SelectMany(frame => frame.Split('\n'))
            .Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line["data:".Length..].TrimStart())];

    /// <summary>A whole answer that came to its end.</summary>
    public bool IsHealthy(RawAnswer seen, bool stream) => seen is { Status: 200, IsWhole: true } && (stream
        ? Events(seen).All(IsJson) && Events(seen).Any(e => e.Contains(Finish, StringComparison.Ordinal)) && Events(seen)[^1].Contains(Terminal, StringComparison.Ordinal)
        : IsJson(seen.Body) && Text(JsonNode.Parse(seen.Body)!) == Ask.LongText);

    public static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
