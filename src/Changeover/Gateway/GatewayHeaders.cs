namespace Changeover.Gateway;

/// <summary>Headers that Changeover gives a meaning to. Whatever else an upstream answers stays inside: cookies, organisation names, rate limits.</summary>
internal static class GatewayHeaders
{
    /// <summary>Id of the request and of its record.</summary>
    public const string RequestId = "x-request-id";

    /// <summary>Who answered.</summary>
    public const string Target = "x-changeover-target";

    /// <summary>What could not be carried to the target.</summary>
    public const string Loss = "x-changeover-loss";

    /// <summary>Whether the answer was given before.</summary>
    public const string Cache = "x-changeover-cache";

    /// <summary>What a rule of access decided.</summary>
    public const string Access = "x-changeover-access";

    /// <summary>Model and number of its filing.</summary>
    public const string Licence = "x-changeover-licence";

    /// <summary>Whether an SDK may try again by itself.</summary>
    public const string ShouldRetry = "x-should-retry";

    /// <summary>Which route is meant.</summary>
    public const string Route = "x-changeover-route";

    /// <summary>How urgent the request is.</summary>
    public const string Priority = "x-changeover-priority";

    /// <summary>Whether the client says that its request may wait; nothing that it says makes it more urgent.</summary>
    public static bool AsksForBatch(HttpRequest request) => string.Equals(request.Headers[Priority], "batch", StringComparison.OrdinalIgnoreCase);

    /// <summary>Each with the side that sends it and what it means.</summary>
    public static IReadOnlyList<(string Name, string Sender, string Meaning)> All { get; } =
    [
        ("Authorization", "client", "`Bearer` and a key of Changeover's. Not needed from this machine while no key exists. Never forwarded."),
        (Route, "client", "Names the route of a request whose body has no `model`, such as an upload. Without it the only route with `pass_through` is meant."),
        ("Cache-Control", "client", "`no-store`: neither give a kept answer nor keep this one; `no-cache`: ask anew, and keep that; `max-age=60`: no older one. Not forwarded."),
        (Priority, "client", "`batch`: the request may wait where an upstream's places are taken. Any other value means nothing: it lowers the route's `priority`, and never raises it."),
        ("traceparent", "client", "W3C trace context: the request's span becomes a child of the client's. Not forwarded to a provider."),
        (RequestId, "Changeover", "Id of the request, on every answer that has a record; `changeover records show ID` tells what happened."),
        (Target, "Changeover", "`upstream/model` that answered; absent where none did."),
        (Loss, "Changeover", "What the target's dialect could not carry: `path;ignored` or `path;emulated`, separated by commas, at most 20; the record has them all with reasons. Absent where nothing was lost."),
        (Cache, "Changeover", "`hit; age=12`: an answer that this key got 12 seconds ago is given again, and costs nothing. `miss`: it was asked for, and may be kept. Absent on routes without `cache`, for requests without a key, and where the client says `no-store`."),
        (Access, "Changeover", "The rule of access that decided: `allowed;rule=ID;confidence` or `denied;…`, and `;filing=NUMBER` where a rule asks for the number to be shown. Absent where no rule speaks."),
        (Licence, "Changeover", "`model=NAME;number=NUMBER`, both percent-encoded: the provider's name of the model that answered and the number of its filing. Absent on routes without `licensed`."),
        ("Retry-After", "Changeover", "Seconds to wait, on errors where a wait is known."),
        (ShouldRetry, "Changeover", "`false` where trying again within a minute does not help, such as a budget that is spent: OpenAI's and Anthropic's SDKs then do not."),
        ("x-ratelimit-limit-requests", "Changeover", "The tightest limit of requests that concerns the caller; with `x-ratelimit-remaining-requests` and `x-ratelimit-reset-requests`, and the same for `tokens`. Clients of Anthropic's dialect get `anthropic-ratelimit-requests-limit` and so on. Absent where no limit concerns it."),
        ("Allow", "Changeover", "The methods that there are, with 405."),
        ("Cache-Control", "Changeover", "`no-cache` on a stream."),
        ("X-Accel-Buffering", "Changeover", "`no` on a stream, so that a proxy in front does not hold it up."),
    ];
}
