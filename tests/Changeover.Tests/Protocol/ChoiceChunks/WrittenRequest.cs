using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Tests.Protocol.ChoiceChunks;

/// <summary>What a dialect writes of a request that is told in OpenAI's words.</summary>
internal sealed record WrittenRequest(JsonNode Body, LossList Losses)
{
    public static WrittenRequest Of(IProviderDialect dialect, string requestModel, string request)
    {
        Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(request), out ChatRequest? read, out RequestFault? fault), fault?.Message);
        return Of(dialect, requestModel, read);
    }

    public static WrittenRequest Of(IProviderDialect dialect, string requestModel, ChatRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var losses = new LossList();
        dialect.WriteRequest(request, requestModel, output, losses);
        return new WrittenRequest(JsonNode.Parse(output.WrittenSpan)!, losses);
    }

    public void Is(string expected) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), Body), Body.ToJsonString());
}
