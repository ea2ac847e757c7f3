using System.Text.Json;

namespace Changeover.Inference.Store;

/// <summary>The models that can be pulled by a short name.</summary>
/// <param name="Models">In the order of the file.</param>
public sealed record ModelCatalogue(IReadOnlyList<CatalogueModel> Models)
{
    /// <summary>The catalogue beside the executable.</summary>
    public static string ShippedPath => Path.Combine(AppContext.BaseDirectory, "catalogue", "models", "embedded.json");

    /// <summary>Reads a catalogue.</summary>
    /// <exception cref="ModelStoreException">It is missing or cannot be read.</exception>
    public static ModelCatalogue Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new ModelCatalogue(JsonSerializer.Deserialize(stream, StoreJson.Default.IReadOnlyListCatalogueModel) ?? []);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ModelStoreException($"The catalogue {path} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>The model of this name; null = none.</summary>
    public CatalogueModel? Find(string id) => Models.FirstOrDefault(model => string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase));
}
