using System.Text;
using Changeover.Sandbox.Faults;

namespace Changeover.Sandbox.Control;

/// <summary>The text of <c>GET /</c>.</summary>
internal static class ControlHelp
{
    public static string Text { get; } = Write();

    private static string Write()
    {
        var text = new StringBuilder("""
            changeover-sandbox: the control port

            GET    /healthz    ok
            GET    /journal    what the provider's port received, and how each request ended
            GET    /bill       tokens made and charged, in total and per request
            GET    /faults     faults that are set, and every fault there is with its parameters
            PUT    /fault      {"kind": "rate_limited", "parameters": {"retry_after": 2}, "after_requests": 3, "count": 1,
                                "probability": 0.5, "seed": 7, "match": {"model": "gpt-4o", "key": "sk-…", "path": "/embeddings"}}
            DELETE /fault      removes all faults; ?kind=… only that kind
            GET    /behaviour  pace, usage style, keys, models
            PUT    /behaviour  {"tokens_per_second": 50, "first_token_delay_ms": 200, "chunk_tokens": 1,
                                "usage": "OnRequest | Always | InChoice | NullFields", "accepted_keys": [], "strict_models": false,
                                "rules": "None | DeepSeek | Moonshot | Hunyuan"}
            PUT    /disguise   {"gpt-4o": "tiny"}: gpt-4o is answered by another voice (echo, lorem, tiny)
            POST   /reset      forgets faults, disguises, journal and bill

            A user message may hold a line that steers the answer:
              sandbox: words=100 seed=7 reason=12 redacted cached=64 written=32 json refusal talk
                       blocked stream_only tool=name tools=2

            Faults:

            """);
        foreach (var fault in FaultCatalogue.All)
        {
            text.Append($"  {fault.Kind,-24}{fault.What}\n");
            foreach (var parameter in fault.Parameters)
                text.Append($"  {"",-24}  {parameter.Name}={parameter.Default.ToJsonString()}: {parameter.What}\n");
        }
        return text.ToString();
    }
}
