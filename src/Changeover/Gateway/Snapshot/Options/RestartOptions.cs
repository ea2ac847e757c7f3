using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>Finds the options that differ and that only a restart applies.</summary>
internal static class RestartOptions
{
    /// <summary>Their paths.</summary>
    public static IEnumerable<string> Changed(ChangeoverConfig before, ChangeoverConfig after) =>
        Changed(ChangeoverOptions.All, ChangeoverOptions.All.Show(before), ChangeoverOptions.All.Show(after), "");

    private static IEnumerable<string> Changed(IOptionSet set, JsonNode before, JsonNode after, string path)
    {
        foreach (var option in set.Options)
        {
            var place = ConfigPath.Key(path, option.Name);
            var (old, fresh) = (before[option.Name], after[option.Name]);
            if (option.Traits.HasFlag(OptionTraits.Restart) && !JsonNode.DeepEquals(old, fresh))
            {
                yield return place;
            }

            if (option.Kind is { Section: { } section, SectionStep: "" } && old is not null && fresh is not null)
            {
                foreach (var inner in Changed(section, old, fresh, place))
                {
                    yield return inner;
                }
            }
        }
    }
}
