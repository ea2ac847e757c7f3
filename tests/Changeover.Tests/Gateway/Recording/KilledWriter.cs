using System.Runtime.CompilerServices;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Tests.Gateway.Recording;

/// <summary>
/// The test program started a second time, as a process to be killed: with <see cref="Variable"/> set it appends records to that folder, or to the server of <see cref="DatabasePlace.Variable"/>, until
/// it is killed, and says each id on standard output once the append has returned.
/// </summary>
internal static class KilledWriter
{
    public const string Variable = "CHANGEOVER_TESTS_KILLED_WRITER";

    // Runs before anything else of the program. Everything asynchronous happens in the product's assembly; this thread only waits.
    [ModuleInitializer]
    public static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder)
            return;
        var server = Environment.GetEnvironmentVariable(DatabasePlace.Variable) is { } address ? new Secret(address) : null;
        var store = RecordingRegistration.StoreOf(Database.OpenAsync(new DatabasePlace(folder, server), CancellationToken.None).GetAwaiter().GetResult());
        for (var number = 0; ; number++)
        {
            var record = SampleRecords.Plain(number) with { AnswerBody = "kept" };
            store.AppendAsync(record, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Console.Out.WriteLine(record.Id);
        }
    }
}
