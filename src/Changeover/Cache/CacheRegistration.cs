using Changeover.Gateway.Recall;

namespace Changeover.Cache;

/// <summary>Registers the cache.</summary>
public static class CacheRegistration
{
    /// <summary>Adds <see cref="IAnswerCache"/>.</summary>
    public static IServiceCollection AddCache(this IServiceCollection services) => services
        .AddSingleton<AnswerShelf>()
        .AddSingleton<IAnswerCache, ExactCache>();
}
