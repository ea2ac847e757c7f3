using Changeover.Gateway.Recording;

namespace Changeover.Prices.Reconciling;

/// <summary>An attempt as a line of a bill.</summary>
/// <param name="Line">The line.</param>
/// <param name="Record">Its request.</param>
/// <param name="Attempt">Which attempt, from 0.</param>
internal sealed record OwnLine(BillLine Line, RequestRecord Record, int Attempt)
{
    /// <summary>What the record says that it cost.</summary>
    public RecordedCost Cost => Record.Attempts[Attempt].Cost!;
}
