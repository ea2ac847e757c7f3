using Changeover.Protocol.Chat;
using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>The model in this process: no wire, no credential.</summary>
internal static class Embedded
{
    public static Provider Provider { get; } = new()
    {
        Name = "embedded",
        Dialect = Dialect.InProcess,
        Auth = AuthScheme.None,
        NeedsCredential = false,
        Errors = [new(ContextLength) { Codes = ["context_length_exceeded"] }],
    };
}
