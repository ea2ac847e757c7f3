using System.ClientModel;
using System.Text.Json;
using CutOff;

// An ordinary application of OpenAI's SDK. It knows one base URL and nothing of what stands behind it.
Settings settings;
try
{
    settings = Settings.Read(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n{Settings.Usage}");
    return 2;
}

var application = new Application(settings);
var failed = 0;
await Parallel.ForEachAsync(Enumerable.Range(1, settings.Requests), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, cancellation) =>
{
    var kind = number % 2 == 0 ? "streamed" : "buffered";
    try
    {
        var reply = await application.AskAsync(number, kind == "streamed", cancellation);
        Console.WriteLine($"{number,4}  {kind}  {reply.Model,-20}  {reply.Text}");
    }
    catch (Exception failure) when (failure is ClientResultException or HttpRequestException or IOException or InvalidDataException or JsonException)
    {
        Interlocked.Increment(ref failed);
        Console.WriteLine($"{number,4}  {kind}  FAILED: {failure.Message.ReplaceLineEndings(" ")}");
    }
});

Console.WriteLine($"{settings.Requests} requests, {failed} failed");
return failed == 0 ? 0 : 1;
