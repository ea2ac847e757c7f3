using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>That each upstream has the credential it needs, that it can be read, and that it does not travel in clear.</summary>
internal sealed class CredentialValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (name, upstream) in context.Config.Upstreams)
        {
            var path = $"{ConfigPath.Key("upstreams", name)}.credential";
            if (upstream.Credential is not null)
            {
                if (context.Credentials.Read(upstream.Credential) is { Problem: { } problem } reading)
                {
                    context.Fault(path, problem, reading.Remedy);
                }

                InClear(context, name, upstream);
            }
            else if (context.Providers.TryGetValue(upstream.Provider, out var provider) && provider.NeedsCredential && !upstream.Headers.ContainsKey("authorization"))
            {
                context.Fault(path, $"`credential` is missing: {provider.Name} wants one.", CredentialReference.Form);
            }
        }
    }

    private static void InClear(ValidationContext context, string name, UpstreamConfig upstream)
    {
        if (upstream.BaseUrl is { Scheme: "http", IsLoopback: false } url)
        {
            context.Warn($"{ConfigPath.Key("upstreams", name)}.base_url", $"The credential travels to {url.Host} unencrypted.", "Use https, or keep the path to that host private.");
        }
    }
}
