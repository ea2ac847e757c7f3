using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>That redaction rules are regular expressions which match in linear time.</summary>
internal sealed class RedactionValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (name, route) in context.Config.Routes)
        {
            var path = $"{ConfigPath.Key("routes", name)}.redact";
            for (var i = 0; i < route.Redact.Count; i++)
            {
                if (Problem(route.Redact[i]) is var (problem, remedy))
                {
                    context.Fault(ConfigPath.Item(path, i), problem, remedy);
                }
            }
        }
    }

    private static (string Problem, string Remedy)? Problem(string pattern)
    {
        try
        {
            return RedactionRule.Compile(pattern).IsMatch("") ? ("The rule matches nothing at all, so it would redact between any two characters.", "Make it match at least one character.") : null;
        }
        catch (NotSupportedException)
        {
            return ("The rule uses look-around, a back reference or an atomic group.", "Write it without: rules must match in linear time.");
        }
        catch (ArgumentException)
        {
            return ("The rule is no regular expression.", "Mind brackets and backslashes; in YAML single quotes keep them as they are.");
        }
    }
}
