using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>That there is something to answer with.</summary>
internal sealed class RouteValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        if (context.Config.Routes.Count == 0)
        {
            context.Fault("routes", "There is no route, so no request could be answered.", "Add a name under `routes:` with its `targets:`.");
        }

        foreach (var (name, route) in context.Config.Routes)
        {
            if (route is { Hedge: not null, Targets.Count: 1 })
            {
                context.Warn($"{ConfigPath.Key("routes", name)}.hedge", "The route has one target, so nothing is hedged.", "Add a target, or remove `hedge`.");
            }

            if (route.Redact.Count > 0 && route.Record == RecordBodies.None)
            {
                context.Warn($"{ConfigPath.Key("routes", name)}.redact", "No bodies are kept, so nothing is redacted.", "Set `record: bodies`, or remove `redact`.");
            }
        }
    }
}
