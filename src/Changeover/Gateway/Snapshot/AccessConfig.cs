using Changeover.Gateway.Policy;

namespace Changeover.Gateway.Snapshot;

/// <summary>Who may use which target, where, from which day on.</summary>
public sealed record AccessConfig
{
    /// <summary>Whether the catalogue's rules hold beside one's own. Default true.</summary>
    public bool Catalogue { get; init; } = true;

    /// <summary>What a rule decides when it asks something that is not known. Default: as the rule says.</summary>
    public UnknownAnswer Unknown { get; init; }

    /// <summary>A header in which a trusted proxy names the country of the user. Default null: none.</summary>
    public string? CountryHeader { get; init; }

    /// <summary>Networks from which <see cref="CountryHeader"/> is believed. Default none.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>What happens to a running stream when a rule that forbids it comes into force. Default <see cref="RunningStreams.Finish"/>.</summary>
    public RunningStreams RunningStreams { get; init; }

    /// <summary>What holds of callers whose key says nothing of it. Default: nothing is known.</summary>
    public CallerAttributes Defaults { get; init; } = CallerAttributes.Unknown;

    /// <summary>Lists of countries, by name, beside the catalogue's.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Sets { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Filings or registrations of targets with an authority.</summary>
    public IReadOnlyList<FilingEntry> Filings { get; init; } = [];

    /// <summary>Own rules.</summary>
    public IReadOnlyList<AccessRuleEntry> Rules { get; init; } = [];
}

/// <summary>A filing or registration as written: which targets it covers.</summary>
public sealed record FilingEntry
{
    /// <summary>The register, as rules name it: <c>cn-generative-ai</c>.</summary>
    public string Register { get; init; } = "";

    /// <summary>The number, as the authority writes it.</summary>
    public string Number { get; init; } = "";

    /// <summary>Upstreams that it covers; <c>*</c> stands for any text. Empty = all.</summary>
    public IReadOnlyList<string> Upstreams { get; init; } = [];

    /// <summary>Providers' names of models that it covers; <c>*</c> stands for any text. Empty = all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];
}

/// <summary>What a rule decides when it asks something that is not known.</summary>
public enum UnknownAnswer
{
    /// <summary>As the rule says, and where it says nothing: the stricter.</summary>
    ByRule,

    /// <summary>The stricter, whatever the rule says.</summary>
    Deny,
}

/// <summary>What happens to a running stream when a rule that forbids it comes into force.</summary>
public enum RunningStreams
{
    /// <summary>It was admitted, and goes on to its end.</summary>
    Finish,

    /// <summary>It ends with an error of its dialect.</summary>
    Cut,
}
