namespace Changeover.Gateway.Snapshot;

/// <summary>What is kept of the Responses API: the text of conversations.</summary>
public sealed record ResponsesConfig
{
    /// <summary>Whether responses are kept where the client does not say <c>store: false</c>. Default true, as in OpenAI's API.</summary>
    public bool Store { get; init; } = true;

    /// <summary>Responses older than this are deleted. Default 30 days, as OpenAI documents.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The oldest responses are deleted while all together are larger, in bytes. Default 1 GiB.</summary>
    public long KeepBytes { get; init; } = 1024L * 1024 * 1024;
}
