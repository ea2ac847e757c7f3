using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>That the first pause of a retry is not above the longest.</summary>
internal sealed class RetryValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (name, route) in context.Config.Routes)
        {
            if (route.Retry.Backoff > route.Retry.MaxBackoff)
            {
                context.Fault($"{ConfigPath.Key("routes", name)}.retry", "`backoff` is longer than `max_backoff`.", "Make the first pause the shorter one.");
            }
        }
    }
}
