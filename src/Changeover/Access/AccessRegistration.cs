using Changeover.Access.Observations;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Recording;

namespace Changeover.Access;

/// <summary>Registers the rules of access.</summary>
public static class AccessRegistration
{
    /// <summary>Adds <see cref="IAccessDesk"/>, and what learns which regions providers refuse.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<IAccessDesk, AccessDesk>()
        .AddSingleton<ObservationStore>()
        .AddSingleton<RegionWatch>()
        .AddSingleton<IRecordConsumer>(provider => provider.GetRequiredService<RegionWatch>())
        .AddHostedService(provider => provider.GetRequiredService<RegionWatch>());
}
