namespace Changeover.EndToEnd.Samples;

/// <summary>The application of <c>samples/cut-off</c>, as a process of its own.</summary>
internal static class CutOffSample
{
    /// <summary>Sends its 40 requests to the server, under the path <c>v1</c>.</summary>
    public static Task<Command> RunAsync(Uri server, CancellationToken cancellation, string key = "sk-sample", string model = "demo") =>
        Command.RunAsync("dotnet", [Repository.Built("samples/cut-off", "cut-off.dll"), new Uri(server, "v1").ToString(), key, model], cancellation);
}
