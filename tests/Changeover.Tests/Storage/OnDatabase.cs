namespace Changeover.Tests.Storage;

/// <summary>Tests that hold on every engine: derive once per engine.</summary>
public abstract class OnDatabase<TDatabase> : IAsyncDisposable
    where TDatabase : DatabaseUnderTest, new()
{
    private protected TDatabase Under { get; } = new();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Under.DisposeAsync();
    }
}
