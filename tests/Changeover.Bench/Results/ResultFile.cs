using System.Text.Json;
using System.Text.Json.Serialization;
using Changeover.Bench.Processes;

namespace Changeover.Bench.Results;

/// <summary>The day's raw readings as JSON and, beside it, the table that is computed from them.</summary>
internal sealed class ResultFile
{
    private readonly string _path;

    private ResultFile(string path) => _path = path;

    /// <summary>The file of today, UTC, of a page.</summary>
    public static ResultFile OfToday(TimeProvider time, string page) => new(Path.Combine(Repository.Root, "tests", "Changeover.Bench", "results", $"{time.GetUtcNow():yyyy-MM-dd}-{page}"));

    /// <summary>What is there so far, if it is from this machine.</summary>
    public BenchResults Read() =>
        File.Exists(_path + ".json") && JsonSerializer.Deserialize(File.ReadAllBytes(_path + ".json"), ResultJson.Default.BenchResults) is { } results && results.Machine == Machine.Here
            ? results
            : new BenchResults(Machine.Here, []);

    /// <summary>Writes both.</summary>
    public void Write(BenchResults results, string report)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllBytes(_path + ".json", [.. JsonSerializer.SerializeToUtf8Bytes(results, ResultJson.Default.BenchResults), (byte)'\n']);
        File.WriteAllText(_path + ".md", report);
    }
}

/// <summary>The form of the raw readings.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, IndentSize = 1)]
[JsonSerializable(typeof(BenchResults))]
internal sealed partial class ResultJson : JsonSerializerContext;
