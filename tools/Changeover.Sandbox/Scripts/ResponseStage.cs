namespace Changeover.Sandbox.Scripts;

/// <summary>Plays on Kestrel's response; the connection stays usable afterwards.</summary>
internal sealed class ResponseStage(Script script, HttpContext http) : IStage
{
    public Task HeadAsync(CancellationToken cancellation)
    {
        var response = http.Response;
        if (response.HasStarted) return Task.CompletedTask;
        response.StatusCode = script.Status ?? 200;
        response.ContentType = script.ContentType;
        response.ContentLength = script.ContentLength;
        foreach (var (name, value) in script.Headers) response.Headers.Append(name, value);
        return response.StartAsync(cancellation);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await HeadAsync(cancellation);
        await http.Response.Body.WriteAsync(bytes, cancellation);
        await http.Response.Body.FlushAsync(cancellation);
    }

    public async Task EndAsync(CancellationToken cancellation)
    {
        await HeadAsync(cancellation);
        await http.Response.CompleteAsync();
    }

    public void HangUp(bool reset) => http.Abort();
}
