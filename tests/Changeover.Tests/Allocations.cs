namespace Changeover.Tests;

/// <summary>What a piece of code allocates.</summary>
internal static class Allocations
{
    /// <summary>The least of five runs, in bytes: a method that the runtime compiles anew in the middle of a run costs a few bytes of its own.</summary>
    public static long Least(Action run) => Enumerable.Range(0, 5).Min(_ => Once(run));

    private static long Once(Action run)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
