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
        new(FaultFamily.Status, "unauthorized", "401 invalid_api_key", new FaultParameter("quote_key", Json.Of(false), "quote the whole key in the message"))
        {
            Play = scene => scene.Dialect.Refuse(KeyErrors.Incorrect(scene.Exchange.Key ?? "", scene.Flag("quote_key"))),
        },
        new(FaultFamily.Status, "forbidden", "403: the key may not use the model")
        {
            Play = scene => Refuse(scene, 403, "You are not allowed to use this model.", "invalid_request_error", "model_not_allowed"),
        },
        new(FaultFamily.Status, "rate_limited", "429 rate_limit_exceeded",
            new FaultParameter("retry_after", Json.Of(0), "seconds in Retry-After; 0 = no such header"),
            new FaultParameter("as_date", Json.Of(false), "write Retry-After as an HTTP date"))
        {
            Play = RateLimited,
        },
        Server("internal_error", 500, "The server had an error while processing your request.", "server_error", null),
        new(FaultFamily.Status, "bad_gateway", "502 with a proxy's HTML page")
        {
            Play = _ => Html(502, "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n"),
        },
        Server("unavailable", 503, "The engine is currently overloaded, please try again later.", "server_error", "server_is_overloaded"),
        Server("overloaded", 529, "Overloaded", "overloaded_error", null),
        new(FaultFamily.Status, "raw", "any status and body, as given",
            new FaultParameter("status", Json.Of(400), "HTTP status"),
            new FaultParameter("body", Json.Of("{}"), "the body, word for word"),
            new FaultParameter("content_type", Json.Of("application/json"), "media type of the body"))
        {
            Play = scene => Script.Whole(scene.Number("status"), scene.Text("content_type"), Encoding.UTF8.GetBytes(scene.Text("body"))),
        },
    ];

    public static Script Html(int status, string page) => Script.Whole(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));

    private static Fault Server(string kind, int status, string message, string type, string? code) =>
        new(FaultFamily.Status, kind, $"{status} {code ?? type}") { Play = scene => Refuse(scene, status, message, type, code) };

    private static Script Refuse(FaultScene scene, int status, string message, string type, string? code) =>
        scene.Dialect.Refuse(new ProviderError(status, message, type, code));

    private static Script RateLimited(FaultScene scene)
    {
        var refusal = Refuse(scene, 429, "Rate limit reached. Please slow down.", "requests", "rate_limit_exceeded");
        if (scene.Number("retry_after") is not (> 0 and var seconds)) return refusal;
        return refusal.With("Retry-After", scene.Flag("as_date")
            ? scene.Now.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture)
            : seconds.ToString(CultureInfo.InvariantCulture));
    }
}
