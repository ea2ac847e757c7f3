using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>Every other path: says back what arrived, so that a pass-through can be compared byte for byte.</summary>
internal static class EchoEndpoint
{
    public static Script Answer(Received received) => Script.Json(200, new JsonObject
    {
        ["object"] = "sandbox.echo",
        ["method"] = received.Exchange.Method,
        ["path"] = received.Exchange.Path,
        ["query"] = received.Exchange.Query,
        ["content_type"] = received.Exchange.Headers.GetValueOrDefault("content-type"),
        ["body"] = Encoding.UTF8.GetString(received.Exchange.Body.Span),
    });
}
