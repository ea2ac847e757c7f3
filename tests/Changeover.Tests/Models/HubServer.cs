using System.Collections.Concurrent;
using System.Security.Cryptography;
using Changeover.Inference.Store;
using Changeover.Tests.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Changeover.Tests.Models;

/// <summary>Plays Hugging Face, ModelScope and a plain web server on loopback, with one small real model and faults on demand.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    public const string Repository = "someone/tiny-ONNX";
    public const string Graph = "onnx/model_q4.onnx";

    private readonly WebApplication _app;
    private readonly SemaphoreSlim _arrived = new(0);

    private HubServer(WebApplication app) => _app = app;

    /// <summary>What the repository holds; a test may change it.</summary>
    public Dictionary<string, byte[]> Files { get; } = new()
    {
        ["README.md"] = "not needed"u8.ToArray(),
        ["config.json"] = TinyModelFile("config.json"),
        ["tokenizer.json"] = TinyModelFile("tokenizer.json"),
        ["tokenizer_config.json"] = TinyModelFile("tokenizer_config.json"),
        [Graph] = TinyModelFile("model.onnx"),
        ["onnx/model_fp16.onnx"] = [1, 2, 3],
    };

    /// <summary>Hashes that the listing claims instead of the true ones.</summary>
    public Dictionary<string, string> ClaimedHashes { get; } = [];

    /// <summary>Files whose connection breaks after so many bytes of each answer, so many times.</summary>
    public Dictionary<string, (int Bytes, int Times)> Cuts { get; } = [];

    /// <summary>Every file that was asked for, with the start of the range; null = from the beginning.</summary>
    public ConcurrentQueue<(string Path, long? From)> Served { get; } = [];

    public Uri Address => new(_app.Urls.First());

    public static async Task<HubServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new HubServer(app);
        app.MapGet($"/api/models/{Repository}/tree/main", () => server.Files.Select(file => new
        {
            type = "file",
            path = file.Key,
            size = file.Value.Length,
            oid = "0000000000000000000000000000000000000000",
            lfs = file.Key.EndsWith(".onnx", StringComparison.Ordinal) ? new { oid = server.Hash(file.Key), size = file.Value.Length } : null,
        }).Append<object>(new { type = "directory", path = "onnx", size = 0 }));
        app.MapGet($"/{Repository}/resolve/main/{{**path}}", (string path) => Results.Redirect($"/cdn/{path}"));
        app.MapGet($"/api/v1/models/{Repository}/repo/files", () => new Dictionary<string, object>
        {
            ["Code"] = 200,
            ["Data"] = new Dictionary<string, object> { ["Files"] = server.Files.Select(file => new Dictionary<string, object> { ["Type"] = "blob", ["Path"] = file.Key, ["Size"] = file.Value.Length, ["Sha256"] = server.Hash(file.Key) }) },
        });
        app.MapGet($"/models/{Repository}/resolve/master/{{**path}}", server.ServeAsync);
        app.MapMethods("/cdn/{**path}", ["GET", "HEAD"], server.ServeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    /// <summary>Lets the server see what has arrived, so that it breaks a connection at a known byte.</summary>
    public IProgress<ModelProgress> Watch(IProgress<ModelProgress>? also = null) => new Watcher(this, also);

    private string Hash(string path) => ClaimedHashes.GetValueOrDefault(path) ?? Convert.ToHexStringLower(SHA256.HashData(Files[path]));

    private async Task ServeAsync(HttpContext context, string path)
    {
        if (!Files.TryGetValue(path, out var bytes))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var from = context.Request.GetTypedHeaders().Range?.Ranges.Single().From;
        if (from is { } start)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {start}-{bytes.Length - 1}/{bytes.Length}";
            bytes = bytes[(int)start..];
        }

        context.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        Served.Enqueue((path, from));
        if (Cuts.TryGetValue(path, out var cut) && cut.Times > 0)
        {
            Cuts[path] = cut with { Times = cut.Times - 1 };
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, cut.Bytes), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            // A connection that breaks takes with it what was not read yet.
            await _arrived.WaitAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static byte[] TinyModelFile(string name) => File.ReadAllBytes(Path.Combine(TinyModel.Folder, name));

    private sealed class Watcher(HubServer server, IProgress<ModelProgress>? also) : IProgress<ModelProgress>
    {
        public void Report(ModelProgress value)
        {
            also?.Report(value);
            if (server.Cuts.TryGetValue(value.File, out var cut) && value.Bytes > 0 && value.Bytes % cut.Bytes == 0)
            {
                server._arrived.Release();
            }
        }
    }
}
