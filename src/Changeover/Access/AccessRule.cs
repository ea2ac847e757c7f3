using System.Collections;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;

namespace Changeover.Access;

/// <summary>A rule that can be decided by: its lists resolved, its clock read.</summary>
internal sealed record AccessRule
{
    /// <summary>As written, with its id and confidence.</summary>
    public required AccessRuleEntry Entry { get; init; }

    /// <summary>The operator's own goes before the catalogue's of the same kind.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>First instant.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Countries of use; null = not asked.</summary>
    public BitArray? Country { get; init; }

    /// <summary>Seats of organisations; null = not asked.</summary>
    public BitArray? OrgCountry { get; init; }

    /// <summary>Countries of owners; null = not asked.</summary>
    public BitArray? OwnedBy { get; init; }

    /// <summary>The id.</summary>
    public string Id => Entry.Id!;

    /// <summary>Per cent that such owners must hold more than.</summary>
    public decimal OwnedAbove => Entry.OwnedAbove ?? 50;

    /// <summary>Whether it is in force.</summary>
    public bool InForce(DateTimeOffset at) => From <= at && at < To;

    /// <summary>How narrowly it says whom and what it means: an upstream says more than a model, a model more than a provider, each of them more than a condition on callers.</summary>
    public int Specificity =>
        (Entry.Upstreams.Count > 0 ? 64 : 0) + Narrow(Entry.Models, 32) + Narrow(Entry.Providers, 16)
        + new[] { Country is not null, OrgCountry is not null, OwnedBy is not null, Entry.Audience is not null, Entry.Groups.Count > 0, Entry.DataClasses.Count > 0 }.Count(asked => asked);

    /// <summary>Whether it concerns a target.</summary>
    public bool Concerns(TargetModel target) =>
        Fits(Entry.Upstreams, target.Upstream.Name)
        && Fits(Entry.Models, target.RequestModel)
        && (Fits(Entry.Providers, target.Upstream.Provider.Name) || Fits(Entry.Providers, Offer.Of(target.Upstream)));

    /// <summary>Whether a name is one of those written; an empty list holds every name.</summary>
    public static bool Fits(IReadOnlyList<string> written, string name) => written.Count == 0 || written.Any(each => ModelPattern.Matches(each, name));

    private static int Narrow(IReadOnlyList<string> written, int weight) => written.Count == 0 ? 0 : written.Any(ModelPattern.IsPattern) ? weight : weight + (weight / 2);
}
