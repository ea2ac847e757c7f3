using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>Provider and address of each upstream, and that options fit the provider.</summary>
internal sealed class UpstreamValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (name, upstream) in context.Config.Upstreams)
        {
            var path = ConfigPath.Key("upstreams", name);
            if (upstream.Provider.Length == 0)
            {
                continue; // Missing, which binding has told already.
            }

            if (!context.Providers.TryGetValue(upstream.Provider, out var provider))
            {
                Unknown(context, $"{path}.provider", upstream.Provider);
            }
            else if (provider.Name == BuiltInConfig.EmbeddedProvider)
            {
                Embedded(context, path, upstream);
            }
            else
            {
                if (upstream.BaseUrl is null && provider.BaseUrl is null)
                {
                    context.Fault($"{path}.base_url", $"`base_url` is missing: {provider.Name} has no address of its own.", "Add `base_url:` with the address up to and including the version segment.");
                }

                if (upstream.Embedded is not null)
                {
                    context.Fault($"{path}.embedded", $"`embedded` means nothing to {provider.Name}.", "Remove it, or set `provider: embedded`.");
                }
            }
        }
    }

    private static void Unknown(ValidationContext context, string path, string written)
    {
        var known = string.Join(", ", context.Providers.Keys.Order(StringComparer.Ordinal));
        var near = Spelling.Nearest(written, context.Providers.Keys);
        context.Fault(path, $"There is no provider {Quoting.Quote(written)}.", near is null
            ? $"Known: {known}. Any server that speaks OpenAI's dialect is `openai-compatible`."
            : $"Did you mean `{near}`?");
    }

    private static void Embedded(ValidationContext context, string path, UpstreamConfig upstream)
    {
        var odd = new[]
        {
            (upstream.BaseUrl is not null, "base_url"),
            (upstream.Credential is not null, "credential"),
            (upstream.Headers.Count > 0, "headers"),
            (upstream.Query.Count > 0, "query"),
        };
        foreach (var (_, option) in odd.Where(pair => pair.Item1))
        {
            context.Fault($"{path}.{option}", $"`{option}` means nothing to the embedded model: it runs in this process.", "Remove it.");
        }
    }
}
