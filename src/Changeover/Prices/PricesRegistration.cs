using Changeover.Gateway.Pricing;

namespace Changeover.Prices;

/// <summary>Registers the prices.</summary>
public static class PricesRegistration
{
    /// <summary>Adds <see cref="IPriceDesk"/>.</summary>
    public static IServiceCollection AddPrices(this IServiceCollection services) => services.AddSingleton<IPriceDesk, PriceDesk>();
}
