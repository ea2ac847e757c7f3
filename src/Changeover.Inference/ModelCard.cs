namespace Changeover.Inference;

/// <summary>What a loaded model says about itself.</summary>
public sealed record ModelCard
{
    /// <summary>The name to list it under: the folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it was loaded from, as a full path.</summary>
    public required string Folder { get; init; }

    /// <summary>Prompt and answer together, in tokens.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Number of token ids.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Number of weights; null = the file packs them so that they cannot be counted from outside.</summary>
    public long? Parameters { get; init; }

    /// <summary>The small model that ships with the product: for a first run and for tests, not for work.</summary>
    public bool IsDemo { get; init; }
}
