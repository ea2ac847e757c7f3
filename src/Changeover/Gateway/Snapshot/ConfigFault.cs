namespace Changeover.Gateway.Snapshot;

/// <summary>One thing wrong with the configuration, or worth a warning. Never holds a secret.</summary>
/// <param name="At">Line in the file or environment variable.</param>
/// <param name="Path">Option, for example <c>upstreams.openai.base_url</c>; empty = the file as a whole.</param>
/// <param name="Message">What is wrong, one sentence.</param>
/// <param name="Remedy">What to do about it, one sentence.</param>
public sealed record ConfigFault(ConfigOrigin At, string Path, string Message, string Remedy)
{
    /// <inheritdoc />
    public override string ToString() => $"{At}: {Path}: {Message} {Remedy}";
}
