using System.Globalization;
using System.Text;
using Changeover.Sandbox.Dialects;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>Error statuses that every provider has.</summary>
internal static class StatusFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new(FaultFamily.Status, "unauthorized", "the key is not known (OpenAI: 401 invalid_api_key)", new FaultParameter("quote_key", Json.Of(false), "quote the whole key in the message"))
        {
            Play = Unauthorized,
        },
        new(FaultFamily.Status, "forbidden", "403: the key may not use the model")
        {
            Play = scene => scene.Refuse(Trouble.Forbidden),
        },
        new(FaultFamily.Status, "rate_limited", "too many requests (OpenAI: 429 rate_limit_exceeded)",
            new FaultParameter("retry_after", Json.Of(0), "seconds in Retry-After; 0 = no such header"),
            new FaultParameter("as_date", Json.Of(false), "write Retry-After as an HTTP date"))
        {
            Play = RateLimited,
        },
        Server("internal_error", "the server failed (OpenAI: 500 server_error)", Trouble.InternalError),
        new(FaultFamily.Status, "bad_gateway", "502 with a proxy's HTML page")
        {
            Play = _ => Html(502, "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n"),
        },
        Server("unavailable", "the service is not there (OpenAI: 503 server_is_overloaded)", Trouble.Unavailable),
        Server("overloaded", "the service has too much to do (529 overloaded_error)", Trouble.Overloaded),
        new(FaultFamily.Status, "raw", "any status and body, as given",
            new FaultParameter("status", Json.Of(400), "HTTP status"),
            new FaultParameter("body", Json.Of("{}"), "the body, word for word"),
            new FaultParameter("content_type", Json.Of("application/json"), "media type of the body"))
        {
            Play = scene => Script.Whole(scene.Number("status"), scene.Text("content_type"), Encoding.UTF8.GetBytes(scene.Text("body"))),
        },
    ];

    public static Script Html(int status, string page) => Script.Whole(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));

    private static Fault Server(string kind, string what, Trouble trouble) =>
        new(FaultFamily.Status, kind, what) { Play = scene => scene.Refuse(trouble) };

    /// <summary>Real providers quote a part of the key; some were seen to quote all of it.</summary>
    private static Script Unauthorized(FaultScene scene)
    {
        var error = scene.Words(Trouble.KeyWrong);
        return scene.Dialect.Refuse(scene.Flag("quote_key") ? error with { Message = $"{error.Message} The key was: {scene.Exchange.Key}" } : error);
    }

    private static Script RateLimited(FaultScene scene)
    {
        if (scene.Number("retry_after") is not (> 0 and var seconds)) return scene.Refuse(Trouble.RateLimited);
        var refusal = scene.Dialect.Refuse(scene.Words(Trouble.RateLimited) with { RetrySeconds = seconds });
        return refusal.With("Retry-After", scene.Flag("as_date")
            ? scene.Now.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture)
            : seconds.ToString(CultureInfo.InvariantCulture));
    }
}
