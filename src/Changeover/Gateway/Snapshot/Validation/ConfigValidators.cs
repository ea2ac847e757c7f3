using Changeover.Access;
using Changeover.Licences;
using Changeover.Prices;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>Every check, one class per concern. The order does not matter: all run, and faults are sorted by line.</summary>
internal static class ConfigValidators
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IConfigValidator> All { get; } =
    [
        new ServerValidator(),
        new StorageValidator(),
        new UpstreamValidator(),
        new CredentialValidator(),
        new HeaderValidator(),
        new RouteValidator(),
        new TargetValidator(),
        new RetryValidator(),
        new RedactionValidator(),
        new LimitValidator(),
        new PriceValidator(),
        new AccessValidator(TimeProvider.System),
        new FilingNumberValidator(),
    ];
}
