using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.DashScope;

/// <summary>Alibaba's own API: text-generation and multimodal-generation.</summary>
internal sealed class DashScopeDialect : IDialect
{
    /// <summary>The last event carries the finish reason; nothing follows it.</summary>
    public byte[] Terminal => [];

    public Script Answer(Received received)
    {
        try
        {
            return GenerationEndpoint.Answer(received);
        }
        catch (BadRequest bad)
        {
            return Refuse(bad.Error);
        }
        catch (InvalidOperationException)
        {
            // A JSON value was read as a type that it has not.
            return Refuse(DashScopeErrors.Invalid("Required parameter(s) missing or invalid, please check the request parameters.").Error);
        }
    }

    public ProviderError Words(Trouble trouble, string key) => DashScopeErrors.Words(trouble);

    public Script Refuse(ProviderError error) => Script.Json(error.Status, DashScopeErrors.Body(error));

    public byte[] ErrorEvent(ProviderError error, int sent) => Event(sent + 1, "error", error.Status, DashScopeErrors.Body(error));

    /// <summary>An event as DashScope frames it: numbered, named, with a status of its own in a comment, and no blank after <c>data:</c>.</summary>
    public static byte[] Event(int number, string name, int status, JsonNode data) =>
        [.. Encoding.ASCII.GetBytes($"id:{number}\nevent:{name}\n:HTTP_STATUS/{status}\ndata:"), .. Wire.Bytes(data), .. "\n\n"u8];
}
