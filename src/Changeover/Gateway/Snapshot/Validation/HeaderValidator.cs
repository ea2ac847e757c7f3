using System.Collections.Frozen;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>Headers and query parameters that a configuration adds: none that the gateway owns, none with a secret in clear.</summary>
internal sealed class HeaderValidator : IConfigValidator
{
    private static readonly FrozenSet<string> Owned = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "host", "content-length", "content-type", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade", "expect", "accept-encoding");

    private static readonly string[] SecretWords = ["authorization", "api-key", "apikey", "api_key", "token", "secret", "cookie", "password", "signature"];

    public void Validate(ValidationContext context)
    {
        foreach (var (name, upstream) in context.Config.Upstreams)
        {
            var path = ConfigPath.Key("upstreams", name);
            foreach (var (header, value) in upstream.Headers)
            {
                Header(context, ConfigPath.Key($"{path}.headers", header), header, value, upstream.Credential is not null);
            }

            foreach (var parameter in upstream.Query.Keys.Where(parameter => HoldsSecret(parameter) || parameter.Equals("key", StringComparison.OrdinalIgnoreCase)))
            {
                context.Fault(ConfigPath.Key($"{path}.query", parameter), "A credential in a query ends up in the logs of every server on the way.", "Use `credential:`, or a header with a reference.");
            }
        }
    }

    private static void Header(ValidationContext context, string path, string header, string value, bool hasCredential)
    {
        if (Owned.Contains(header))
        {
            context.Fault(path, $"The gateway writes `{header}` itself.", "Remove it.");
        }
        else if (hasCredential && header.Equals("authorization", StringComparison.OrdinalIgnoreCase))
        {
            context.Fault(path, "`credential` and this header would both authorise the request.", "Keep one of the two.");
        }
        else if (context.Credentials.Expand(value) is { Problem: { } problem } reading)
        {
            context.Fault(path, problem, reading.Remedy);
        }
        else if (HoldsSecret(header) && !value.Contains("${", StringComparison.Ordinal) && !CredentialReference.TryParse(value, out _))
        {
            context.Fault(path, "A credential stands here in clear.", $"{CredentialReference.Form} If it was a real key, revoke it: files get copied.");
        }
    }

    private static bool HoldsSecret(string name) => SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
