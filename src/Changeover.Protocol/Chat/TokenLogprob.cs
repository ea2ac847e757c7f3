namespace Changeover.Protocol.Chat;

/// <summary>Log-probability (natural) of one generated token, before temperature. <paramref name="Bytes"/>: its UTF-8 bytes, since a token may be part of a character.</summary>
public sealed record TokenLogprob(string Token, double Logprob, byte[] Bytes)
{
    /// <summary>The likeliest alternatives, best first; empty unless asked for.</summary>
    public IReadOnlyList<TokenLogprob> Top { get; init; } = [];
}
