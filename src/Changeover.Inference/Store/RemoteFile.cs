namespace Changeover.Inference.Store;

/// <summary>A file that a hub offers.</summary>
/// <param name="Path">Relative, with forward slashes.</param>
/// <param name="Size">Bytes; null = not said.</param>
/// <param name="Sha256">Lower-case hexadecimal; null = not said.</param>
/// <param name="Address">Where its bytes are.</param>
public sealed record RemoteFile(string Path, long? Size, string? Sha256, Uri Address);
