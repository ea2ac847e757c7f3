namespace Changeover.Inference.Store;

/// <summary>How far a pull or an import is.</summary>
/// <param name="File">The file at hand.</param>
/// <param name="Bytes">Its bytes so far.</param>
/// <param name="Size">Its size; null = not known.</param>
public readonly record struct ModelProgress(string File, long Bytes, long? Size);
