using System.Buffers;
using System.Text;

namespace Changeover.Bench.Roles;

/// <summary>A provider that has its answers ready, in a process of its own. The request's model name says which answer: see <see cref="StaticModels"/>.</summary>
internal static class StaticUpstream
{
    /// <summary>First argument of the process that plays it.</summary>
    public const string Role = "upstream";

    private static readonly byte[] Answer = Encoding.UTF8.GetBytes($$"""
        {"id":"chatcmpl-0123456789abcdef","object":"chat.completion","created":1760000000,"model":"static-1","choices":[{"index":0,"message":{"role":"assistant","content":"{{string.Join(' ', Enumerable.Repeat("lorem", 120))}}","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":230,"completion_tokens":120,"total_tokens":350},"service_tier":"default"}
        """);

    private static readonly byte[] First = Chunk("""{"role":"assistant","content":""}""", "null");
    private static readonly byte[] Content = Chunk("""{"content":" lorem"}""", "null");
    private static readonly byte[] Last = [.. Chunk("{}", "\"stop\""), .. "data: [DONE]\n\n"u8];

    /// <summary>One content chunk, as it is sent.</summary>
    public static byte[] ContentChunk => Content;

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
        var model = StaticModels.Parse(await ReadModelAsync(http.Request));
        if (model.Chunks == 0)
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = Answer.Length;
            await http.Response.BodyWriter.WriteAsync(Answer);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        await StreamAsync(http, model);
    }

    /// <summary>One flush per chunk, as a provider that sends each token as it comes.</summary>
    private static async Task StreamAsync(HttpContext http, StaticModel model)
    {
        var output = http.Response.BodyWriter;
        using var pace = model.Pace is { } period ? new PeriodicTimer(period) : null;
        await output.WriteAsync(First);
        for (var i = 0; i < model.Chunks; i++)
        {
            if (pace is not null)
            {
                await pace.WaitForNextTickAsync(http.RequestAborted);
            }

            await output.WriteAsync(Content);
        }

        if (model.Holds)
        {
            var gone = new TaskCompletionSource();
            await using var registration = http.RequestAborted.UnsafeRegister(_ => gone.SetResult(), null);
            await gone.Task;
            return;
        }

        await output.WriteAsync(Last);
    }

    private static async Task<string> ReadModelAsync(HttpRequest request)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync();
            if (read.IsCompleted)
            {
                var model = StaticModels.In(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
                reader.AdvanceTo(read.Buffer.End);
                return model;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static byte[] Chunk(string delta, string finish) => Encoding.UTF8.GetBytes(
        $$"""data: {"id":"chatcmpl-0123456789abcdef","object":"chat.completion.chunk","created":1760000000,"model":"static-1","choices":[{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{finish}}}]}""" + "\n\n");
}
