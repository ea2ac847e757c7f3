using Changeover.Gateway.Upstream;
using Changeover.Keys.Limits;
using Changeover.Measure.Pricing;
using Changeover.Storage;

namespace Changeover.Gateway.Recording.Correcting;

/// <summary>Lets the budgets follow what was corrected.</summary>
internal sealed partial class CorrectionWatch(CorrectionStore store, ILimitStore limits, GatewayRuntime runtime, TimeProvider clock, ILogger<CorrectionWatch> log) : ChangeWatch(clock)
{
    private long _seen;

    /// <inheritdoc />
    public override string Table => CorrectionsTable.Name;

    /// <inheritdoc />
    protected override void Look()
    {
        if (limits is not IBudgetCorrection budgets)
        {
            return;
        }

        // Budgets that were filled since a correction know of it already, so that at start all of them may be read again.
        foreach (var correction in store.After(_seen))
        {
            budgets.Correct(correction, currency => runtime.Current.Prices
                .Convert(new Cost(Math.Abs(correction.NanoUnits), correction.Currency, Table), currency, correction.At).Cost?.NanoUnits * Math.Sign(correction.NanoUnits) ?? 0);
            _seen = correction.Seq;
        }
    }

    /// <inheritdoc />
    [LoggerMessage(1022, LogLevel.Warning, "Whether a cost was corrected is not known; budgets stay as they are. {Reason}")]
    protected override partial void Failed(string reason);
}
