using System.Text;
using Changeover.Bench.Roles;

namespace Changeover.Bench.Load;

/// <summary>The request that every load sends: 1 KB of JSON.</summary>
internal static class ChatRequest
{
    private const int Length = 1024;

    /// <summary>The body that asks for an answer of the static upstream.</summary>
    public static byte[] Body(StaticModel model)
    {
        var stream = model.Chunks > 0 ? ",\"stream\":true" : "";
        var head = $$"""{"model":"{{model.Name}}","messages":[{"role":"system","content":"You are a careful assistant."},{"role":"user","content":""" + "\"";
        var tail = $$"""
            "}],"temperature":0.7,"max_tokens":256{{stream}}}
            """;
        var question = string.Concat(Enumerable.Repeat("How does a changeover switch work? ", Length))[..(Length - head.Length - tail.Length)];
        return Encoding.UTF8.GetBytes(head + question + tail);
    }
}
