using System.Text.Json.Serialization;

namespace Changeover.Protocol.Adapting;

/// <summary>Text as JSON, without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class AdaptingJson : JsonSerializerContext;
