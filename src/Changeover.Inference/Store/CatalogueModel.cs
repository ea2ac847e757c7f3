namespace Changeover.Inference.Store;

/// <summary>A row of <c>catalogue/models/embedded.json</c>: an open model that is known to be small enough to run in the process.</summary>
/// <param name="Id">Name to pull it by.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="Parameters">Number of weights, rounded as its publisher rounds it.</param>
/// <param name="Licence">SPDX name.</param>
/// <param name="HuggingFace">Repository with the ONNX export.</param>
/// <param name="ModelScope">The same on ModelScope; null = not known to be there.</param>
/// <param name="Files">The graph to use and its weights; the rest is found by listing.</param>
/// <param name="ApproximateBytes">Size of the download, rounded; null = not known.</param>
/// <param name="Source">Where the facts are from.</param>
/// <param name="SeenOn">The day they were last looked at.</param>
/// <param name="Confidence"><c>read</c>, <c>compiled</c> or <c>unverified</c>, as in <c>catalogue/providers</c>.</param>
public sealed record CatalogueModel(
    string Id,
    string DisplayName,
    long Parameters,
    string Licence,
    string HuggingFace,
    string? ModelScope,
    IReadOnlyList<CatalogueFile> Files,
    long? ApproximateBytes,
    string Source,
    DateOnly SeenOn,
    string Confidence);
