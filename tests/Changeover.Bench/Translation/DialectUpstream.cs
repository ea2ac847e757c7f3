using System.Buffers;
using Changeover.Bench.Roles;

namespace Changeover.Bench.Translation;

/// <summary>A provider of every dialect that has its streams ready, in a process of its own. Path and model say which: a path of a dialect's own, and <c>paced</c> somewhere in path or body.</summary>
internal static class DialectUpstream
{
    /// <summary>First argument of the process that plays it.</summary>
    public const string Role = "dialects";

    /// <summary>Chunks of every stream.</summary>
    public const int Chunks = 100;

    /// <summary>Pause before each chunk of a paced stream.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    /// <summary>Serves until the process is ended.</summary>
    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var paced = path.Contains(StaticModels.PacedStream.Name, StringComparison.Ordinal) || body.ToArray().AsSpan().IndexOf("paced"u8) >= 0;
        var (first, chunk, last) = ProviderWords.Of(NameOf(path)).Text;
        http.Response.ContentType = "text/event-stream";
        var output = http.Response.BodyWriter;
        using var timer = paced ? new PeriodicTimer(Pace) : null;
        for (var sent = 0; sent < Chunks; sent++)
        {
            if (timer is not null)
            {
                await timer.WaitForNextTickAsync(http.RequestAborted);
            }

            await output.WriteAsync(sent == 0 ? first : chunk, http.RequestAborted);
        }

        await output.WriteAsync(last, http.RequestAborted);
    }

    private static string NameOf(string path) => path switch
    {
        "/" => "hunyuan",
        _ when path.EndsWith("/chat/completions", StringComparison.Ordinal) => "chat",
        _ when path.EndsWith("/messages", StringComparison.Ordinal) => "messages",
        _ when path.StartsWith("/v1beta/", StringComparison.Ordinal) => "gemini",
        _ => "dashscope",
    };
}
