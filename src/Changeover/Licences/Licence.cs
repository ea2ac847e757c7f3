namespace Changeover.Licences;

/// <summary>A filing or registration of a generative model in China. null = not known.</summary>
public sealed record Licence
{
    /// <summary>As the authority writes it; <see cref="LicenceNumber.Parse"/> reads it.</summary>
    public required string Number { get; init; }

    /// <summary>The model's name, as the public knows it.</summary>
    public string? Name { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Operator { get; init; }

    /// <summary>Where it was filed.</summary>
    public string? Province { get; init; }

    /// <summary>The filed model that a registered service calls.</summary>
    public string? BaseModel { get; init; }

    /// <summary>When it was filed.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Where it is written.</summary>
    public required string Source { get; init; }

    /// <summary>When that was last looked at.</summary>
    public DateOnly SeenOn { get; init; }

    /// <summary>Somebody compared it with the register.</summary>
    public bool Verified { get; init; }

    /// <summary>Somebody here imported it; otherwise it is of the seed.</summary>
    public bool Imported { get; init; }
}
