using Changeover.Gateway.Policy;

namespace Changeover.Access;

/// <summary>Registers the rules of access.</summary>
public static class AccessRegistration
{
    /// <summary>Adds <see cref="IAccessDesk"/>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services) => services.AddSingleton<IAccessDesk, AccessDesk>();
}
