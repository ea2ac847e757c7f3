using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Anthropic's Messages API under any prefix, with the rules that the real one enforces.</summary>
/// <param name="seals">Signs thinking, and knows it again.</param>
internal sealed class AnthropicDialect(Seals seals) : IDialect
{
    public byte[] Terminal { get; } = MessageStream.Stop;

    public byte[] KeepAlive { get; } = MessageStream.Ping;

    public string? FindKey(HttpRequest request) => KeyHeaders.Plain(request, "x-api-key") ?? KeyHeaders.Bearer(request);

    public Script Answer(Received received)
    {
        var script = received.Exchange.Path.EndsWith("/count_tokens", StringComparison.Ordinal)
            ? MessagesEndpoint.Count(received, seals)
            : MessagesEndpoint.Answer(received, seals);
        return script.With("request-id", $"req_sandbox_{received.Exchange.Number}");
    }

    public ProviderError Words(Trouble trouble, string key) => AnthropicErrors.Words(trouble);

    public Script Refuse(ProviderError error) => Script.Json(error.Status, AnthropicErrors.Body(error)).With("request-id", "req_sandbox");

    // The edge answers this one, as seen by 2026-11: no outer type and no request id.
    public Script RegionBlock(string variant) => Script.Json(403, AnthropicErrors.Edge(Words(Trouble.RegionBlocked, "")));

    public byte[] ErrorEvent(ProviderError error, int sent) => Wire.Event("error", AnthropicErrors.Body(error));
}
