using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>A target: <c>upstream/model</c>, or a map that adds a weight.</summary>
internal sealed class TargetKind : ValueKind<TargetConfig>
{
    private const string Form = "Write upstream/model, for example openai/gpt-4o-mini.";

    private static readonly ScalarKind<TargetConfig> Written = new(
        "`upstream/model`",
        Form,
        Split,
        static target => target.ToString(),
        static () => new JsonObject { ["type"] = "string", ["pattern"] = "^[^/]+/.+$" });

    private static readonly OptionSet<TargetConfig> Options = new(new TargetConfig("", ""), "A target with its weight. `openai/gpt-4o-mini` is short for `{target: openai/gpt-4o-mini}`.")
    {
        { "target", Written, static c => c, static (c, v) => v with { Weight = c.Weight }, "Upstream and the provider's own name of the model. The first slash divides them; the model's name may hold more.", OptionTraits.Required },
        { "weight", Kinds.Number(0, 1_000_000), static c => c.Weight, static (c, v) => c with { Weight = v }, "Share of traffic under the strategy `weighted`; 0 = only as a fallback." },
    };

    public override string Name => "`upstream/model`, or a map with a weight";

    public override IOptionSet Section => Options;

    public override bool TryRead(ConfigNode node, string path, Binding binding, [MaybeNullWhen(false)] out TargetConfig value) => node is ConfigMap
        ? Options.TryRead(node, path, binding, out value) && value.Upstream.Length > 0
        : Written.TryRead(node, path, binding, out value);

    public override JsonNode Show(TargetConfig value) => value.Weight == 1 ? Written.Show(value) : Options.Show(value);

    public override JsonObject Schema() => new() { ["oneOf"] = new JsonArray(Written.Schema(), Options.Schema()) };

    private static Reading<TargetConfig> Split(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1
            ? new(new TargetConfig(text[..slash], text[(slash + 1)..]))
            : new(null, $"{Quoting.Quote(text)} names no upstream and model.", Form);
    }
}
