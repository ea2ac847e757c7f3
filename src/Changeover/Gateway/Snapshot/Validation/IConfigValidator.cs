namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>Checks one concern of a bound configuration.</summary>
internal interface IConfigValidator
{
    /// <summary>Reports every fault and warning of its concern to the context; throws nothing.</summary>
    void Validate(ValidationContext context);
}
