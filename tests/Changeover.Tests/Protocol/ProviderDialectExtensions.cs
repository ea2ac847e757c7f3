using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;

namespace Changeover.Tests.Protocol;

/// <summary>Reading answers to a plain question.</summary>
internal static class ProviderDialectExtensions
{
    private static readonly ChatRequest Plain = new() { OriginalModel = "m", Messages = [] };

    public static IAnswerStreamReader OpenStream(this IProviderDialect dialect) => dialect.OpenStream(Plain);

    public static bool TryReadAnswer(this IProviderDialect dialect, ReadOnlyMemory<byte> body, [NotNullWhen(true)] out ChatAnswer? answer, [NotNullWhen(false)] out UpstreamError? error) =>
        dialect.TryReadAnswer(body, Plain, out answer, out error);
}
