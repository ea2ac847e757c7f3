using System.Globalization;

namespace Changeover.Keys.Limits.Shared;

/// <summary>Names and bounds of a counter's parts for a request of one instant.</summary>
internal readonly struct CounterParts(CounterDefinition counter, DateTimeOffset at)
{
    /// <summary>A budget: filled from the ledger, its reservations known by their requests.</summary>
    public bool IsMoney => counter.Limit.Unit == LimitUnit.Money;

    /// <summary>The bucket that the request falls into.</summary>
    public string Bucket => Text(Windows.Bucket(counter, at).Bucket);

    /// <summary>The last bucket before those that count; empty = no other bucket counts.</summary>
    public string Before => Windows.Bucket(counter, at) is (var bucket, > 1 and var kept) ? Text(bucket - kept) : "";

    /// <summary>The first bucket that is worth keeping.</summary>
    public string Oldest => Text(Windows.Keeping(counter, at).Oldest);

    /// <summary>Milliseconds without use after which the counter goes; empty = it stays.</summary>
    public string Expiry => Windows.Keeping(counter, at).Unused is { } unused ? Text((long)unused.TotalMilliseconds) : "";

    /// <summary>What a node's reservation for a request is called.</summary>
    public string Of(string request) => IsMoney ? $"b{Bucket}|{request}" : $"v{Bucket}";

    /// <summary>A number as Redis takes it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
