using Changeover.Keys.Limits;

namespace Changeover.Tests.Keys.Limits;

/// <summary>Counters in memory.</summary>
public sealed class InProcessLimitStoreTests : LimitStoreContract
{
    protected override ILimitStore NewStore(ILedger ledger, TimeProvider time) => new InProcessLimitStore(ledger, time);
}
