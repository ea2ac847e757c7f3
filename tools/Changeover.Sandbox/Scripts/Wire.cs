using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Scripts;

/// <summary>How JSON becomes bytes here: UTF-8 as it is, so that a split can fall inside a code point.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonNode? node) => node?.ToJsonString(Relaxed) ?? "null";

    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(Text(node));

    /// <summary>A server-sent event with this JSON as its data.</summary>
    public static byte[] Event(JsonNode node) => [.. "data: "u8, .. Bytes(node), .. "\n\n"u8];

    /// <summary>A named server-sent event with this JSON as its data.</summary>
    public static byte[] Event(string name, JsonNode node) => [.. Encoding.UTF8.GetBytes($"event: {name}\n"), .. Event(node)];
}
