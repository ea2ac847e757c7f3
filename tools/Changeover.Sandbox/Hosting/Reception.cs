using Changeover.Sandbox.Dialects;
using Changeover.Sandbox.Exchanges;

namespace Changeover.Sandbox.Hosting;

/// <summary>Reads a request whole and enters it in the journal.</summary>
internal static class Reception
{
    /// <returns>null when the body is larger than allowed.</returns>
    public static async Task<Exchange?> ReceiveAsync(HttpContext http, IDialect dialect, SandboxOptions options, SandboxState state)
    {
        var request = http.Request;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            if (body.Length + read > options.MaxBodyBytes) return null;
            body.Write(buffer, 0, read);
        }

        var bytes = body.ToArray();
        var json = Exchange.ParseObject(bytes);
        var path = request.Path.Value ?? "/";
        return state.Journal.Open((number, now) => new Exchange(number, now, state.Signal)
        {
            Method = request.Method,
            Path = path,
            Query = Credential.RedactQuery(request.QueryString.Value ?? ""),
            Headers = request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => Credential.Redact(h.Key, h.Value.ToString()), StringComparer.Ordinal),
            Body = bytes,
            Json = json,
            Authorization = request.Headers.Authorization,
            Key = dialect.FindKey(request),
            Model = dialect.FindModel(path, json),
        });
    }
}
