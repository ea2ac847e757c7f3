using System.Buffers;
using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Ollama;

namespace Changeover.Gateway.Dialects;

/// <summary>Routes as the models that each dialect lists.</summary>
internal static class ModelPages
{
    private static readonly string[] GeminiMethods = ["generateContent", "countTokens", "embedContent"];

    /// <summary>A list of them, in the given order.</summary>
    public static void WriteList(Dialect dialect, IEnumerable<RouteModel> routes, DateTimeOffset since, IBufferWriter<byte> output)
    {
        if (dialect == Dialect.Ollama)
        {
            OllamaPages.WriteTags(routes.Select(route => Ollama(route, since)), output);
            return;
        }

        var models = routes.ToList();
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        switch (dialect)
        {
            case Dialect.Gemini:
                Each(json, "models", models, route => WriteGemini(json, route));
                break;
            case Dialect.AnthropicMessages:
                Each(json, "data", models, route => WriteAnthropic(json, route, since));
                json.WriteBoolean("has_more"u8, false);
                json.WriteString("first_id"u8, models.FirstOrDefault()?.Name);
                json.WriteString("last_id"u8, models.LastOrDefault()?.Name);
                break;
            default:
                json.WriteString("object"u8, "list"u8);
                Each(json, "data", models, route => WriteOpenAI(json, route, since));
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>One of them.</summary>
    public static void WriteOne(Dialect dialect, RouteModel route, DateTimeOffset since, IBufferWriter<byte> output)
    {
        if (dialect == Dialect.Ollama)
        {
            OllamaPages.WriteShow(Ollama(route, since), output);
            return;
        }

        using var json = new Utf8JsonWriter(output);
        switch (dialect)
        {
            case Dialect.Gemini:
                WriteGemini(json, route);
                break;
            case Dialect.AnthropicMessages:
                WriteAnthropic(json, route, since);
                break;
            default:
                WriteOpenAI(json, route, since);
                break;
        }
    }

    private static void Each(Utf8JsonWriter json, string name, List<RouteModel> routes, Action<RouteModel> write)
    {
        json.WriteStartArray(name);
        routes.ForEach(write);
        json.WriteEndArray();
    }

    private static void WriteOpenAI(Utf8JsonWriter json, RouteModel route, DateTimeOffset since)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, route.Name);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, since.ToUnixTimeSeconds());
        json.WriteString("owned_by"u8, "changeover"u8);
        if (IsDemo(route))
        {
            json.WriteString("label"u8, "demo"u8);
        }

        json.WriteEndObject();
    }

    private static void WriteAnthropic(Utf8JsonWriter json, RouteModel route, DateTimeOffset since)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "model"u8);
        json.WriteString("id"u8, route.Name);
        json.WriteString("display_name"u8, IsDemo(route) ? $"{route.Name} (demo)" : route.Name);
        json.WriteString("created_at"u8, since.UtcDateTime);
        json.WriteEndObject();
    }

    private static void WriteGemini(Utf8JsonWriter json, RouteModel route)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, $"models/{route.Name}");
        json.WriteString("version"u8, "1"u8);
        json.WriteString("displayName"u8, IsDemo(route) ? $"{route.Name} (demo)" : route.Name);
        json.WriteStartArray("supportedGenerationMethods"u8);
        foreach (var method in GeminiMethods)
        {
            json.WriteStringValue(method);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static OllamaModel Ollama(RouteModel route, DateTimeOffset since) => new(route.Name, since, ["completion", "tools"]);

    /// <summary>Only the shipped demo model answers: nobody should take it for a real one.</summary>
    private static bool IsDemo(RouteModel route) =>
        route.Targets.All(target => target.Upstream.Provider.Name == "embedded" && target.RequestModel == "demo");
}
