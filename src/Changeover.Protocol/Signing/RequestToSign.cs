namespace Changeover.Protocol.Signing;

/// <summary>What a signature is made over.</summary>
/// <param name="Method">HTTP method, in capitals.</param>
/// <param name="Path">Path as it is sent, beginning with <c>/</c>.</param>
/// <param name="Query">Query as it is sent, without its question mark; empty = none.</param>
/// <param name="Headers">The headers to sign with their values, <c>host</c> among them.</param>
/// <param name="Payload">The body.</param>
public sealed record RequestToSign(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Payload)
{
    /// <summary>By name in lower case, in the order in which both signatures want them.</summary>
    internal IReadOnlyList<(string Name, string Value)> SortedHeaders =>
        [.. Headers.Select(header => (header.Key.ToLowerInvariant(), header.Value.Trim())).OrderBy(header => header.Item1, StringComparer.Ordinal)];

    internal string SignedHeaders => string.Join(';', SortedHeaders.Select(header => header.Name));
}
