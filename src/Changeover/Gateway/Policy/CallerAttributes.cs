namespace Changeover.Gateway.Policy;

/// <summary>What rules of access ask of a caller. Each is what somebody stated: on the key, in a trusted header, or as the configuration's default. null = unknown.</summary>
public sealed record CallerAttributes
{
    /// <summary>Nothing is known.</summary>
    public static CallerAttributes Unknown { get; } = new();

    /// <summary>Where the service is used: ISO 3166-1 alpha-2, upper case.</summary>
    public string? Country { get; init; }

    /// <summary>Where the organisation has its seat: ISO 3166-1 alpha-2, upper case.</summary>
    public string? OrgCountry { get; init; }

    /// <summary>Who owns the organisation in the end. What is missing to 100 % is unknown.</summary>
    public IReadOnlyList<OwnerShare>? Owners { get; init; }

    /// <summary>Who sees the answers.</summary>
    public Audience? Audience { get; init; }

    /// <summary>A group of keys, by a name of the operator's choice.</summary>
    public string? Group { get; init; }

    /// <summary>What kind of data is sent, by a name of the operator's choice.</summary>
    public string? DataClass { get; init; }

    /// <summary>For people: what is known, with what it is.</summary>
    public string ToText() => string.Join(", ", new[]
    {
        Country is null ? null : $"used in {Country}",
        OrgCountry is null ? null : $"seat {OrgCountry}",
        Owners is null ? null : $"owned by {string.Join(" ", Owners)}",
        Audience?.ToString().ToLowerInvariant(),
        Group is null ? null : $"group {Group}",
        DataClass is null ? null : $"data {DataClass}",
    }.OfType<string>());

    /// <summary>These, and where something is unknown what <paramref name="defaults"/> say.</summary>
    public CallerAttributes Or(CallerAttributes defaults) => this == defaults || defaults == Unknown ? this : this == Unknown ? defaults : new()
    {
        Country = Country ?? defaults.Country,
        OrgCountry = OrgCountry ?? defaults.OrgCountry,
        Owners = Owners ?? defaults.Owners,
        Audience = Audience ?? defaults.Audience,
        Group = Group ?? defaults.Group,
        DataClass = DataClass ?? defaults.DataClass,
    };
}

/// <summary>Who sees the answers of a service.</summary>
public enum Audience
{
    /// <summary>The organisation's own people.</summary>
    Internal,

    /// <summary>Anybody.</summary>
    Public,
}
