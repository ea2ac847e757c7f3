using System.Buffers;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Gemini;
using Changeover.Protocol.Hunyuan;
using Changeover.Protocol.Json;
using Changeover.Protocol.Ollama;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>Every dialect, by the sides that it has.</summary>
internal static class Codecs
{
    private static readonly Dictionary<Dialect, object> Known = new()
    {
        [Dialect.OpenAIChat] = new OpenAIChatDialect(),
        [Dialect.OpenAIResponses] = new OpenAIResponsesDialect(),
        [Dialect.AnthropicMessages] = new AnthropicMessagesDialect(),
        [Dialect.Gemini] = new GeminiDialect(),
        [Dialect.Ollama] = new OllamaDialect(),
        [Dialect.DashScope] = new DashScopeDialect(),
        [Dialect.Hunyuan] = new HunyuanDialect(),
    };

    public static readonly IReadOnlyList<Dialect> Clients = [.. Known.Keys.Where(dialect => Known[dialect] is IClientDialect)];

    public static readonly IReadOnlyList<Dialect> Providers = [.. Known.Keys.Where(dialect => Known[dialect] is IProviderDialect)];

    /// <summary>Those that have both sides, so that what one side writes the other can read.</summary>
    public static readonly IReadOnlyList<Dialect> All = [.. Clients.Intersect(Providers)];

    /// <summary>Pairs of <see cref="All"/>.</summary>
    public static IEnumerable<(Dialect Client, Dialect Provider)> Pairs => All.SelectMany(client => All.Select(provider => (client, provider)));

    /// <summary>Every client before every provider.</summary>
    public static IEnumerable<(Dialect Client, Dialect Provider)> EveryPair => Clients.SelectMany(client => Providers.Select(provider => (client, provider)));

    public static IClientDialect Client(Dialect dialect) => (IClientDialect)Known[dialect];

    public static IProviderDialect Provider(Dialect dialect) => (IProviderDialect)Known[dialect];

    /// <summary>A request as a client of the dialect sends it.</summary>
    public static ChatRequest Read(Dialect dialect, ReadOnlyMemory<byte> body, bool stream = false)
    {
        RequestAddress address = dialect == Dialect.Gemini ? new RequestAddress("m", stream) : RequestAddress.None;
        Assert.True(Client(dialect).TryReadRequest(body, address, out ChatRequest? request, out RequestFault? fault), $"{dialect} {fault}");
        return request;
    }

    /// <summary>A request as a provider of the dialect reads it.</summary>
    public static ChatRequest ReadAsProvider(Dialect dialect, ReadOnlyMemory<byte> body, bool stream) => dialect switch
    {
        Dialect.DashScope => DashScopeRequest.Read(body),
        Dialect.Hunyuan => HunyuanRequest.Read(body),
        _ => Read(dialect, body, stream),
    };

    public static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
