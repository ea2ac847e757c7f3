using Changeover.Gateway.Snapshot.Document;
using Changeover.Providers;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>That each upstream has the credential it needs, that it can be read, and that it does not travel in clear.</summary>
internal sealed class CredentialValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (name, upstream) in context.Config.Upstreams)
        {
            var path = $"{ConfigPath.Key("upstreams", name)}.credential";
            var provider = context.Providers.GetValueOrDefault(upstream.Provider);
            if (upstream.Credential is not null)
            {
                var reading = context.Credentials.Read(upstream.Credential);
                if (reading.Problem is { } problem)
                {
                    context.Fault(path, problem, reading.Remedy);
                }
                else if (provider is { Auth: AuthScheme.Tc3 } && !Tc3Credential.TryParse(reading.Value!.Reveal(), out _))
                {
                    context.Fault(path, $"The credential does not have two halves: {provider.Name} signs with them.", $"Write it as {Tc3Credential.Form}.");
                }

                InClear(context, name, upstream);
            }
            else if (provider is { NeedsCredential: true } && !upstream.Headers.ContainsKey("authorization"))
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
