using System.Text;

namespace Changeover.Bench.Roles;

/// <summary>The answers that the static upstream has.</summary>
internal static class StaticModels
{
    public static readonly StaticModel Buffered = new("buffered", 0);
    public static readonly StaticModel Stream = new("stream-100", 100);
    public static readonly StaticModel PacedStream = new("paced-100", 100, TimeSpan.FromMilliseconds(5));
    public static readonly StaticModel Long = new("stream-2000", 2_000);
    public static readonly StaticModel TenTimesLonger = new("stream-20000", 20_000);
    public static readonly StaticModel Held = new("held", 2, null, Holds: true);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<StaticModel> All = [Buffered, Stream, PacedStream, Long, TenTimesLonger, Held];

    private static readonly Dictionary<string, StaticModel> ByName = All.ToDictionary(model => model.Name, StringComparer.Ordinal);

    /// <summary>The answer of this name.</summary>
    public static StaticModel Parse(string name) => ByName[name];

    /// <summary>The model name in a request as the bench writes it; whatever stands between rewrites nothing else.</summary>
    public static string In(ReadOnlySpan<byte> body)
    {
        var name = body[(body.IndexOf("\"model\":\""u8) + 9)..];
        return Encoding.ASCII.GetString(name[..name.IndexOf((byte)'"')]);
    }
}
