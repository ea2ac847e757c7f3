using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Changeover.Sandbox.Dialects.DashScope;

/// <summary>A request's settings, with the defaults of its model filled in.</summary>
internal sealed partial record Generation
{
    public required string Model { get; init; }
    public required JsonObject Parameters { get; init; }
    public required bool IsMultimodal { get; init; }
    public required bool IsStream { get; init; }

    // Open-source Qwen3 thinks unless told otherwise; the newer families answer with messages and in increments by default (seen 2026-11).
    public bool Thinks => Flag("enable_thinking") ?? (ThinkingByDefault().IsMatch(Model) || IsStreamOnly);

    public bool IsIncremental => Flag("incremental_output") ?? IsNewer;

    public bool AnswersWithMessage => IsMultimodal || Text("result_format") switch
    {
        null => IsNewer,
        var format => format == "message",
    };

    /// <summary>QwQ and QVQ answer streams only.</summary>
    public bool IsStreamOnly => Model.StartsWith("qwq", StringComparison.Ordinal) || Model.StartsWith("qvq", StringComparison.Ordinal);

    private bool IsNewer => Model.StartsWith("qwen3", StringComparison.Ordinal) || IsStreamOnly;

    public static Generation Read(Received received, JsonObject body) => new()
    {
        Model = received.Exchange.Model ?? throw DashScopeErrors.Invalid("Required parameter(model) missing or invalid, please check the request parameters."),
        Parameters = body["parameters"] as JsonObject ?? [],
        IsMultimodal = received.Exchange.Path.Contains("/multimodal-generation/", StringComparison.Ordinal),
        IsStream = received.Exchange.Headers.GetValueOrDefault("x-dashscope-sse") == "enable"
            || (received.Exchange.Headers.GetValueOrDefault("accept")?.Contains("text/event-stream", StringComparison.Ordinal) ?? false),
    };

    public bool? Flag(string name) => (bool?)Parameters[name];

    public double? Number(string name) => (double?)Parameters[name];

    public string? Text(string name) => (string?)Parameters[name];

    [GeneratedRegex("^qwen3-[0-9]+(\\.[0-9]+)?b(-a[0-9]+b)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ThinkingByDefault();
}
