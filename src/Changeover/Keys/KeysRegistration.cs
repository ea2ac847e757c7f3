using Changeover.Storage;

namespace Changeover.Keys;

/// <summary>Registers the keys.</summary>
public static class KeysRegistration
{
    /// <summary>Adds <see cref="IKeyDirectory"/> and what keeps it fresh. Needs a <see cref="Database"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services) => services
        .AddSingleton<KeyDirectory>()
        .AddSingleton<IKeyDirectory>(provider => provider.GetRequiredService<KeyDirectory>())
        .AddChangeReader<KeyRefresh>();
}
