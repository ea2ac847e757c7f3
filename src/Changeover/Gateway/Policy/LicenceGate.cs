using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Measure.Pricing;

namespace Changeover.Gateway.Policy;

/// <summary>Routes that ask for a licence: a target without a filing in their register is never tried.</summary>
internal static class LicenceGate
{
    /// <summary>The candidates that have what the route asks for, in the same order.</summary>
    public static TargetState[] Admit(Exchange exchange, TargetState[] candidates) =>
        exchange.Route!.Config.Licensed is null ? candidates : Array.FindAll(candidates, target => FilingOf(exchange, target) is not null);

    /// <summary>Names model and number, as the law asks for their display.</summary>
    public static void Tell(Exchange exchange, TargetState target)
    {
        if (FilingOf(exchange, target) is { } filing)
        {
            exchange.Http.Response.Headers[GatewayHeaders.Licence] = $"model={Uri.EscapeDataString(target.Model.RequestModel)};number={Uri.EscapeDataString(filing.Number)}";
        }
    }

    /// <summary>What rules decided, with the number that the route asks for.</summary>
    public static AccessRecord? Note(Exchange exchange, AccessRecord? decided) =>
        exchange.Answering is { } target && FilingOf(exchange, target) is { } filing ? (decided ?? new()) with { Filing = filing.Number } : decided;

    /// <summary>Why nothing is left to try; null = the route asks for no licence.</summary>
    public static GatewayError? Refusal(Exchange exchange) => exchange.Route!.Config.Licensed is { } register && !exchange.Runtime.Targets[exchange.Route.Name].Any(target => FilingOf(exchange, target) is not null)
        ? new GatewayError(ErrorCodes.LicenceMissing, $"No target of this model has a filing in the register {register}.")
        : null;

    private static FilingEntry? FilingOf(Exchange exchange, TargetState target) => exchange.Route?.Config.Licensed is not { } register ? null
        : exchange.Runtime.Snapshot.Config.Access.Filings.FirstOrDefault(filing => filing.Register == register && Covers(filing.Upstreams, target.Model.Upstream.Name) && Covers(filing.Models, target.Model.RequestModel));

    private static bool Covers(IReadOnlyList<string> written, string name) => written.Count == 0 || written.Any(each => ModelPattern.Matches(each, name));
}
