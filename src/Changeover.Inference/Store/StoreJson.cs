using System.Text.Json.Serialization;

namespace Changeover.Inference.Store;

/// <summary>JSON of manifests, of the catalogue, and after <c>--json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(IReadOnlyList<ModelManifest>))]
[JsonSerializable(typeof(IReadOnlyList<CatalogueModel>))]
public sealed partial class StoreJson : JsonSerializerContext;
