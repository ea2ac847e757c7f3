using Changeover.Gateway.Snapshot.Document;
using Changeover.Keys.Limits;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>That limits concern something, and that no two of a rule count the same.</summary>
internal sealed class LimitValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (name, rule) in context.Config.Limits)
        {
            var path = ConfigPath.Key("limits", name);
            foreach (var (index, route) in (rule.Routes ?? []).Index())
            {
                if (!context.Config.Routes.ContainsKey(route))
                {
                    var remedy = Spelling.Nearest(route, context.Config.Routes.Keys) is { } near ? $"Did you mean `{near}`?" : "Name one of the `routes`.";
                    context.Fault(ConfigPath.Item($"{path}.routes", index), $"There is no route {Quoting.Quote(route)}.", remedy);
                }
            }

            foreach (var (index, limit) in rule.Allow.Index())
            {
                if (rule.Allow.Take(index).FirstOrDefault(other => other.Kind == limit.Kind) is { } twin)
                {
                    context.Fault(ConfigPath.Item($"{path}.allow", index), $"`{twin}` counts the same.", "Keep the lower of the two.");
                }
            }
        }
    }
}
