using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>Targets of each route: known, each once, with weights that mean something.</summary>
internal sealed class TargetValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (name, route) in context.Config.Routes)
        {
            var path = $"{ConfigPath.Key("routes", name)}.targets";
            var seen = new HashSet<(string, string)>();
            for (var i = 0; i < route.Targets.Count; i++)
            {
                var target = route.Targets[i];
                if (!context.Config.Upstreams.ContainsKey(target.Upstream))
                {
                    Unknown(context, ConfigPath.Item(path, i), target.Upstream);
                }
                else if (!seen.Add((target.Upstream, target.Model)))
                {
                    context.Fault(ConfigPath.Item(path, i), $"The target {Quoting.Quote(target.ToString())} is written twice.", "Keep one of the two; `retry.attempts` tries a target again.");
                }
            }

            Weights(context, path, route);
        }

        foreach (var idle in context.Config.Upstreams.Keys.Except(context.Config.Routes.Values.SelectMany(route => route.Targets).Select(target => target.Upstream)))
        {
            context.Warn(ConfigPath.Key("upstreams", idle), "No route has a target at this upstream.", "Name it in a route's `targets`, or remove it.");
        }
    }

    private static void Unknown(ValidationContext context, string path, string upstream)
    {
        var near = Spelling.Nearest(upstream, context.Config.Upstreams.Keys);
        context.Fault(path, $"There is no upstream {Quoting.Quote(upstream)}.", near is null ? $"Add it under `upstreams:`, or use one of: {string.Join(", ", context.Config.Upstreams.Keys)}." : $"Did you mean `{near}`?");
    }

    private static void Weights(ValidationContext context, string path, RouteConfig route)
    {
        if (route.Strategy == RouteStrategy.Weighted && route.Targets.Count > 0 && route.Targets.All(target => target.Weight == 0))
        {
            context.Fault(path, "Every weight is 0, so no target would be drawn.", "Give one of them a weight above 0.");
        }

        if (route.Strategy != RouteStrategy.Weighted && route.Targets.Any(target => target.Weight != 1))
        {
            context.Warn(path, "Weights have no effect without `strategy: weighted`.", "Set the strategy, or remove the weights.");
        }
    }
}
