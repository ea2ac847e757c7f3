using System.Buffers;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Gemini;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>The dialects that have both sides, so that what one side writes the other can read.</summary>
internal static class Codecs
{
    private static readonly OpenAIChatDialect Chat = new();
    private static readonly OpenAIResponsesDialect Responses = new();
    private static readonly AnthropicMessagesDialect Messages = new();
    private static readonly GeminiDialect Gemini = new();

    public static readonly IReadOnlyList<Dialect> All = [Dialect.OpenAIChat, Dialect.OpenAIResponses, Dialect.AnthropicMessages, Dialect.Gemini];

    public static IEnumerable<(Dialect Client, Dialect Provider)> Pairs =>
        from client in All
        from provider in All
        select (client, provider);

    public static IClientDialect Client(Dialect dialect) => (IClientDialect)Of(dialect);

    public static IProviderDialect Provider(Dialect dialect) => (IProviderDialect)Of(dialect);

    public static ChatRequest Read(Dialect dialect, ReadOnlyMemory<byte> body)
    {
        RequestAddress address = dialect == Dialect.Gemini ? new RequestAddress("m", Stream: false) : RequestAddress.None;
        Assert.True(Client(dialect).TryReadRequest(body, address, out ChatRequest? request, out RequestFault? fault), $"{dialect} {fault}");
        return request;
    }

    public static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    private static object Of(Dialect dialect) => dialect switch
    {
        Dialect.OpenAIChat => Chat,
        Dialect.OpenAIResponses => Responses,
        Dialect.AnthropicMessages => Messages,
        Dialect.Gemini => Gemini,
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "It has one side only."),
    };
}
