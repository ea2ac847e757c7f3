using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>How the chunks of an answer are put on the wire.</summary>
internal abstract class Framing
{
    /// <summary>One body.</summary>
    public static Framing? Whole => null;

    public abstract string ContentType { get; }

    public abstract byte[] Chunk(JsonObject response, bool isFirst);

    /// <summary>What follows the last chunk.</summary>
    public abstract IEnumerable<Step> End { get; }

    /// <summary>Server-sent events with <c>alt=sse</c>, otherwise an array that grows.</summary>
    public static Framing Of(string query) => query.TrimStart('?').Split('&').Contains("alt=sse", StringComparer.Ordinal) ? new Events() : new GrowingArray();

    /// <summary>Google ends its lines with CR LF (seen 2026-11).</summary>
    public static byte[] Event(JsonObject response) => [.. "data: "u8, .. Wire.Bytes(response), .. "\r\n\r\n"u8];

    private sealed class Events : Framing
    {
        public override string ContentType => "text/event-stream";

        public override byte[] Chunk(JsonObject response, bool isFirst) => Event(response);

        public override IEnumerable<Step> End => [];
    }

    private sealed class GrowingArray : Framing
    {
        public override string ContentType => "application/json; charset=UTF-8";

        public override byte[] Chunk(JsonObject response, bool isFirst) => [.. isFirst ? "["u8 : ",\r\n"u8, .. Wire.Bytes(response)];

        public override IEnumerable<Step> End => [new Step.Send("]"u8.ToArray(), Part.Done)];
    }
}
