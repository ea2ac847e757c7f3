using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>The JSON Schema of <c>changeover.yaml</c>, for editors and other checkers. It knows shapes, not meaning: that a target's upstream exists only the check knows.</summary>
internal static class OptionsSchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema, draft 7, indented, with a line end.</summary>
    public static string Write()
    {
        var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = "changeover.yaml" };
        foreach (var (key, value) in ChangeoverOptions.All.Schema())
        {
            schema[key] = value?.DeepClone();
        }

        return schema.ToJsonString(Readable) + "\n";
    }
}
