using System.Globalization;
using System.Text;
using Changeover.Bench.Processes;
using Changeover.Bench.Roles;

namespace Changeover.Bench.Load;

/// <summary>wrk with a script written for the occasion: as many buffered requests as 50 connections carry.</summary>
internal sealed class Wrk
{
    private readonly string _script;

    /// <summary>Writes the script into a folder.</summary>
    public Wrk(string folder, string key)
    {
        _script = Path.Combine(folder, "load.lua");
        File.WriteAllText(_script, $$"""
            wrk.method = "POST"
            wrk.body = [==[{{Encoding.UTF8.GetString(ChatRequest.Body(StaticModels.Buffered))}}]==]
            wrk.headers["Content-Type"] = "application/json"
            wrk.headers["Authorization"] = "Bearer {{key}}"
            function done(summary, latency, requests)
              local errors = summary.errors
              io.write(string.format("\nRESULT %d %d %d\n", summary.requests, summary.duration, errors.connect + errors.read + errors.write + errors.timeout + errors.status))
            end
            """);
    }

    /// <summary>Answered requests, and how long it took.</summary>
    /// <exception cref="BenchException">A request failed: the reading would be that of another thing.</exception>
    public async Task<(long Requests, TimeSpan Duration)> RunAsync(Subject subject, TimeSpan duration, CancellationToken cancellationToken)
    {
        var output = await ChildProcess.RunAsync(
            "wrk", ["-t1", $"-c{Plan.Connections}", $"-d{duration.TotalSeconds:F0}s", "--timeout", "10s", "-s", _script, $"{subject.Address}"], cancellationToken);
        var result = output.Split('\n').Single(line => line.StartsWith("RESULT ", StringComparison.Ordinal)).Split(' ')[1..].Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return result[2] == 0
            ? (result[0], TimeSpan.FromMicroseconds(result[1]))
            : throw new BenchException($"{result[2]} of {result[0]} requests to {subject.Name} failed.");
    }
}
