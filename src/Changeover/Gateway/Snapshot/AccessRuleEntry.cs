using Changeover.Gateway.Policy;

namespace Changeover.Gateway.Snapshot;

/// <summary>
/// A rule of access as written, in the configuration and in the catalogue. It concerns the targets that fit every one of its lists of targets and the
/// callers that fit every one of its conditions; what is not written fits everything. A setter that gets null keeps the default: JSON written at
/// build time sets what a rule leaves out to null.
/// </summary>
public sealed record AccessRuleEntry
{
    /// <summary>Unique; null = made from its place.</summary>
    public string? Id { get; init; }

    /// <summary>What it does.</summary>
    public AccessEffect Effect { get; init; }

    /// <summary>Providers or offers (<c>azure-china</c>, <c>vertex</c> …); <c>*</c> stands for any text.</summary>
    public IReadOnlyList<string> Providers { get; init => field = value ?? []; } = [];

    /// <summary>Providers' names of models; <c>*</c> stands for any text.</summary>
    public IReadOnlyList<string> Models { get; init => field = value ?? []; } = [];

    /// <summary>Upstreams of the configuration; <c>*</c> stands for any text.</summary>
    public IReadOnlyList<string> Upstreams { get; init => field = value ?? []; } = [];

    /// <summary>Countries of use, or <c>@</c> and the name of a list.</summary>
    public IReadOnlyList<string> Country { get; init => field = value ?? []; } = [];

    /// <summary>Countries of use that it does not concern.</summary>
    public IReadOnlyList<string> CountryNot { get; init => field = value ?? []; } = [];

    /// <summary>Seats of organisations.</summary>
    public IReadOnlyList<string> OrgCountry { get; init => field = value ?? []; } = [];

    /// <summary>Seats of organisations that it does not concern.</summary>
    public IReadOnlyList<string> OrgCountryNot { get; init => field = value ?? []; } = [];

    /// <summary>Countries whose owners together must hold more than <see cref="OwnedAbove"/>.</summary>
    public IReadOnlyList<string> OwnedBy { get; init => field = value ?? []; } = [];

    /// <summary>Countries whose owners do not count towards it.</summary>
    public IReadOnlyList<string> OwnedByNot { get; init => field = value ?? []; } = [];

    /// <summary>Per cent that must be passed. Default 50.</summary>
    public decimal? OwnedAbove { get; init; }

    /// <summary>Who sees the answers; null = anybody.</summary>
    public Audience? Audience { get; init; }

    /// <summary>Groups of keys.</summary>
    public IReadOnlyList<string> Groups { get; init => field = value ?? []; } = [];

    /// <summary>Kinds of data.</summary>
    public IReadOnlyList<string> DataClasses { get; init => field = value ?? []; } = [];

    /// <summary>First moment, by the clock of <see cref="Zone"/>; null = always was.</summary>
    public DateTime? From { get; init; }

    /// <summary>First moment after it, by the clock of <see cref="Zone"/>; null = open.</summary>
    public DateTime? To { get; init; }

    /// <summary>IANA name of the clock. Default UTC.</summary>
    public string Zone { get; init => field = value ?? "UTC"; } = "UTC";

    /// <summary>What <see cref="AccessEffect.Require"/> asks for.</summary>
    public AccessRequirement? Require { get; init; }

    /// <summary>What it decides when it asks something that is not known. Default <see cref="AccessUnknown.Deny"/>.</summary>
    public AccessUnknown Unknown { get; init; }

    /// <summary>Why, in a sentence for whoever is refused.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>Where it is written; null = nowhere.</summary>
    public string? Source { get; init; }

    /// <summary>When that was last looked at.</summary>
    public DateOnly? SeenOn { get; init; }

    /// <summary>How far it is to be believed; null = the operator's own.</summary>
    public AccessConfidence? Confidence { get; init; }

    /// <summary>Anything else worth knowing.</summary>
    public string? Note { get; init; }
}

/// <summary>What a target must have, or what must be left undone.</summary>
public sealed record AccessRequirement
{
    /// <summary>A filing in this register; null = none.</summary>
    public string? Filing { get; init; }

    /// <summary>The upstream's <c>region</c> is one of these; <c>*</c> stands for any text. Empty = anywhere.</summary>
    public IReadOnlyList<string> Regions { get; init => field = value ?? []; } = [];

    /// <summary>Neither bodies nor responses nor cached answers are kept.</summary>
    public bool NoStore { get; init; }
}

/// <summary>What a rule does.</summary>
public enum AccessEffect
{
    /// <summary>Forbids, whatever another rule allows.</summary>
    Deny,

    /// <summary>Forbids unless something is given.</summary>
    Require,

    /// <summary>Allows those whom it names, and no others: a target with such rules is for them only.</summary>
    Allow,

    /// <summary>A date to know; decides nothing.</summary>
    Note,
}

/// <summary>What a rule decides when it asks something that is not known.</summary>
public enum AccessUnknown
{
    /// <summary>The stricter: forbidden, not among the allowed, required.</summary>
    Deny,

    /// <summary>The milder.</summary>
    Allow,
}

/// <summary>How far a rule is to be believed.</summary>
public enum AccessConfidence
{
    /// <summary>Read at the named source.</summary>
    Read,

    /// <summary>Gathered from documents and reports, not read again one by one.</summary>
    Compiled,

    /// <summary>Not checked at its source: look before relying on it.</summary>
    Unverified,

    /// <summary>The operator's own.</summary>
    Own,
}
