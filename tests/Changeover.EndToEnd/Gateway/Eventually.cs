namespace Changeover.EndToEnd.Gateway;

/// <summary>Waits for what another process, or a request that nobody waits for, brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks again and again; fails when it never becomes so.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!await condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
