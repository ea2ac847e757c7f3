using System.Collections.Immutable;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;
using static Changeover.Gateway.ErrorTypes;

namespace Changeover.Gateway;

/// <summary>Every error that a client may get from Changeover itself.</summary>
public static class ErrorCodes
{
    /// <summary>The body is not JSON.</summary>
    public static ErrorCode InvalidJson { get; } = new("invalid_json", 400, InvalidRequest,
        "The body is not one JSON object in UTF-8, or it is nested too deeply.",
        "Send valid JSON; the message names the byte where reading stopped.");

    /// <summary>A key stands twice in one object.</summary>
    public static ErrorCode DuplicateKey { get; } = new("duplicate_key", 400, InvalidRequest,
        "A key stands twice in one object, so that two readers could understand two different requests.",
        "Send each key once.");

    /// <summary>A required field is absent.</summary>
    public static ErrorCode MissingParameter { get; } = new("missing_required_parameter", 400, InvalidRequest,
        "A required field is absent; `param` names it.",
        "Add the field.");

    /// <summary>A field has the wrong JSON type.</summary>
    public static ErrorCode InvalidType { get; } = new("invalid_type", 400, InvalidRequest,
        "A field has the wrong JSON type; `param` names it.",
        "Send the type that OpenAI's reference gives for the field.");

    /// <summary>A field's value is out of its range.</summary>
    public static ErrorCode InvalidValue { get; } = new("invalid_value", 400, InvalidRequest,
        "A field has a value that it cannot have; `param` names it.",
        "Send a value within the range that the message gives.");

    /// <summary>A field asks for what the gateway does not do.</summary>
    public static ErrorCode UnsupportedParameter { get; } = new("unsupported_parameter", 400, InvalidRequest,
        "A field asks for what the gateway does not do; `param` names it.",
        "Leave the field out; the message says what does the same.");

    /// <summary>A list that must hold something is empty.</summary>
    public static ErrorCode EmptyArray { get; } = new("empty_array", 400, InvalidRequest,
        "A list that must hold something is empty; `param` names it.",
        "Put at least one item into the list.");

    /// <summary>A count is too small.</summary>
    public static ErrorCode IntegerBelowMinValue { get; } = new("integer_below_min_value", 400, InvalidRequest,
        "A count is below its least value; `param` names it.",
        "Send at least the value that the message gives.");

    /// <summary>No target of the route can do what the request asks for.</summary>
    public static ErrorCode CapabilityMissing { get; } = new("capability_missing", 400, InvalidRequest,
        "No target of the route can do what the request asks for; the message names it.",
        "Leave the feature out, or add a target that has it to the route.");

    /// <summary>The upstream refused the request as wrong and gave no code of its own.</summary>
    public static ErrorCode UpstreamRefusedRequest { get; } = new("upstream_refused_request", 400, InvalidRequest,
        "The provider refused the request as wrong and gave no code of its own; where it gave one, the client gets the provider's.",
        "Correct the request as the provider's message says.");

    /// <summary>The prompt is too long for every target.</summary>
    public static ErrorCode ContextLengthExceeded { get; } = new("context_length_exceeded", 400, InvalidRequest,
        "The prompt and the requested output are longer than every target of the route can hold.",
        "Shorten the prompt, ask for fewer output tokens, or add a target with a longer context.");

    /// <summary>A provider's moderation refused.</summary>
    public static ErrorCode ContentFilter { get; } = new("content_filter", 400, InvalidRequest,
        "The provider's moderation refused the request; a refusal is an answer, and no other target was asked.",
        "Change the prompt, or set `fall_back_on_content_filter` on the route if its other targets may decide for themselves.");

    /// <summary>No key was sent.</summary>
    public static ErrorCode MissingApiKey { get; } = new("missing_api_key", 401, InvalidRequest,
        "The gateway asks for a key and none was sent.",
        "Send `Authorization: Bearer <key>`; the operator makes one with `changeover keys create`.");

    /// <summary>The key is unknown.</summary>
    public static ErrorCode InvalidApiKey { get; } = new("invalid_api_key", 401, InvalidRequest,
        "The key is not one of this gateway's.",
        "Send a key made with `changeover keys create`; a provider's own key does not work here.");

    /// <summary>The key's time is over.</summary>
    public static ErrorCode ExpiredApiKey { get; } = new("expired_api_key", 401, InvalidRequest,
        "The key was valid until a time that has passed.",
        "Ask the operator for a new key.");

    /// <summary>The key was revoked.</summary>
    public static ErrorCode RevokedApiKey { get; } = new("revoked_api_key", 401, InvalidRequest,
        "The key has been revoked.",
        "Ask the operator for a new key.");

    /// <summary>The key may not use the route.</summary>
    public static ErrorCode RouteNotAllowed { get; } = new("route_not_allowed", 403, InvalidRequest,
        "The key may not use this model.",
        "Use a model that `GET /v1/models` lists for the key, or ask the operator to allow the route.");

    /// <summary>No target has the filing that the route asks for.</summary>
    public static ErrorCode LicenceMissing { get; } = new("licence_missing", 403, InvalidRequest,
        "The route asks for a filing in a register (`licensed`), and no target of this model has one.",
        "Write the filing under `access.filings`, where there is one, or use another model.");

    /// <summary>A rule forbids every target.</summary>
    public static ErrorCode AccessDenied { get; } = new("access_denied", 403, InvalidRequest,
        "Rules of access forbid every target of this model to the caller; the message names the first such rule, its reason and its source.",
        "Ask the operator what is registered for the key, or for a model that may be used; `changeover access check` shows what each key may use.");

    /// <summary>No route has the name.</summary>
    public static ErrorCode ModelNotFound { get; } = new("model_not_found", 404, InvalidRequest,
        "No route of this gateway has the name that the request gives as `model`.",
        "Use a model that `GET /v1/models` lists, or add a route of that name to `changeover.yaml`.");

    /// <summary>The response to go on from is not kept here.</summary>
    public static ErrorCode PreviousResponseNotFound { get; } = new("previous_response_not_found", 400, InvalidRequest,
        "`previous_response_id` leads to a response that this gateway does not keep for the key's owner: never kept, deleted, or too old.",
        "Send the whole conversation as `input`, or raise `responses.keep_for`.");

    /// <summary>The response is not kept here.</summary>
    public static ErrorCode ResponseNotFound { get; } = new("response_not_found", 404, InvalidRequest,
        "The gateway keeps no response of that id for the key's owner.",
        "Check the id; responses made with `store: false` or before `responses.keep_for` are not kept.");

    /// <summary>There is no such endpoint.</summary>
    public static ErrorCode UnknownUrl { get; } = new("unknown_url", 404, InvalidRequest,
        "The gateway has no such endpoint and no route that passes it through.",
        "Check the base URL, which ends in `/v1`, or set `pass_through` on a route whose first target has the endpoint.");

    /// <summary>The endpoint has another method.</summary>
    public static ErrorCode MethodNotSupported { get; } = new("method_not_supported", 405, InvalidRequest,
        "The endpoint exists with another method; the `Allow` header names it.",
        "Use the method that `Allow` names.");

    /// <summary>The client sent its body too slowly.</summary>
    public static ErrorCode RequestTimeout { get; } = new("request_timeout", 408, InvalidRequest,
        "The body did not arrive in time.",
        "Send the request again over a better connection.");

    /// <summary>The body is larger than the route allows.</summary>
    public static ErrorCode BodyTooLarge { get; } = new("body_too_large", 413, InvalidRequest,
        "The body is larger than the route allows; the message names the limit in bytes.",
        "Send less, or raise `max_body` of the route or the server.");

    /// <summary>The body is not declared as plain JSON.</summary>
    public static ErrorCode UnsupportedContentType { get; } = new("unsupported_content_type", 415, InvalidRequest,
        "The body is not declared as `application/json`, or it is compressed.",
        "Send `Content-Type: application/json` without `Content-Encoding`.");

    /// <summary>Every target said that it is being asked too fast.</summary>
    public static ErrorCode RateLimitExceeded { get; } = new("rate_limit_exceeded", 429, RateLimit,
        "Every target that could answer says that it is being asked too fast, or the embedded model's queue is full.",
        "Wait as long as `Retry-After` says, or add a target to the route.");

    /// <summary>A limit of requests or tokens has no room.</summary>
    public static ErrorCode LimitReached { get; } = new("limit_reached", 429, RateLimit,
        "A limit of requests or tokens, set in the gateway, has no room for the request; the message names it.",
        "Wait as long as `Retry-After` says, or ask the operator for a higher limit.");

    /// <summary>Too many requests at once.</summary>
    public static ErrorCode TooManyStreams { get; } = new("too_many_streams", 429, RateLimit,
        "As many requests as the gateway allows at one time are under way already.",
        "Wait until one of them has ended, or ask the operator for a higher limit.");

    /// <summary>An upstream's places are taken.</summary>
    public static ErrorCode UpstreamBusy { get; } = new("upstream_busy", 429, RateLimit,
        "As many requests as the upstreams of the route may have at one time are under way; the line of those who wait is full, or the wait was over.",
        "Wait as long as `Retry-After` says; the operator raises `concurrency` or `queue` of an upstream, or adds a target.");

    /// <summary>A budget has no room.</summary>
    public static ErrorCode BudgetExhausted { get; } = new("budget_exhausted", 429, RateLimit,
        "The budget has no room for the worst that the request can cost; no target was asked.",
        "Ask for a shorter answer, wait for the next day or month, or ask the operator for a higher budget.");

    /// <summary>A budget and an unknown price.</summary>
    public static ErrorCode PriceUnknown { get; } = new("price_unknown", 403, InvalidRequest,
        "The price of every target is unknown, and a request under a budget is not sent where nobody knows what it costs.",
        "The operator adds the price under `prices`, or sets `unpriced: allow` on the limit.");

    /// <summary>A fault of Changeover's own.</summary>
    public static ErrorCode InternalError { get; } = new("internal_error", 500, Server,
        "The gateway itself failed: a fault in Changeover.",
        "Report it with the `x-request-id` of the answer and the log's lines for it.");

    /// <summary>The last target failed.</summary>
    public static ErrorCode UpstreamFailed { get; } = new("upstream_failed", 502, Server,
        "Every target was tried and the last one failed: it was out of reach, broken off, or gave an answer that makes no sense.",
        "Try again; `changeover records show <x-request-id>` lists what each target did.");

    /// <summary>The process was killed under the request.</summary>
    public static ErrorCode GatewayKilled { get; } = new("gateway_killed", 500, Server,
        "The gateway was killed while the request was under way. No client gets this: it stands in the record that the next start writes, with the most that the request can have cost.",
        "Compare with the provider's bill by `changeover reconcile`.");

    /// <summary>The upstream refused the operator's credential.</summary>
    public static ErrorCode UpstreamAuth { get; } = new("upstream_auth", 502, Server,
        "The provider refused the gateway's own credential or account: the client's key is not to blame.",
        "The operator corrects the upstream's `credential` or the account's permissions.");

    /// <summary>The operator's account is out of money or quota.</summary>
    public static ErrorCode UpstreamQuotaExhausted { get; } = new("upstream_quota_exhausted", 502, Server,
        "The gateway's account at the provider is out of money or of a long quota.",
        "The operator tops the account up, or adds a target with another provider to the route.");

    /// <summary>The provider does not serve this region.</summary>
    public static ErrorCode UpstreamRegionBlocked { get; } = new("upstream_region_blocked", 502, Server,
        "The provider does not serve the region that the gateway calls from.",
        "The operator adds a target with a provider that serves the region to the route.");

    /// <summary>The upstream does not have the model.</summary>
    public static ErrorCode UpstreamModelMissing { get; } = new("upstream_model_missing", 502, Server,
        "The provider does not have the model that the route's target names.",
        "The operator corrects the target's model name, or opens the model in the provider's console.");

    /// <summary>No target may be tried now.</summary>
    public static ErrorCode NoTargetAvailable { get; } = new("no_target_available", 503, Server,
        "Every target of the route is resting after failures, so that none was tried.",
        "Wait as long as `Retry-After` says, or add a target to the route.");

    /// <summary>The record of an answer could not be made durable.</summary>
    public static ErrorCode RecordNotKept { get; } = new("record_not_kept", 503, Server,
        "The record of this answer could not be written, and no answer is given without one.",
        "The operator frees disk space or repairs the data folder; the log names the fault.");

    /// <summary>The counters that nodes share cannot be reached.</summary>
    public static ErrorCode LimitsUnavailable { get; } = new("limits_unavailable", 503, Server,
        "The counters that nodes share cannot be reached, and a limit that concerns the request is closed without them.",
        "Try again after `Retry-After`; the operator brings Redis back, or gives the rule `degraded: local`.");

    /// <summary>Every target said that it is over capacity.</summary>
    public static ErrorCode UpstreamOverloaded { get; } = new("upstream_overloaded", 503, Server,
        "Every target was tried and the last one is over capacity.",
        "Try again after a pause, or add a target to the route.");

    /// <summary>The process is going down.</summary>
    public static ErrorCode ShuttingDown { get; } = new("shutting_down", 503, Server,
        "The gateway is going down and takes no new requests.",
        "Try again: another instance or the restarted one answers.");

    /// <summary>The last target took too long.</summary>
    public static ErrorCode UpstreamTimeout { get; } = new("upstream_timeout", 504, Server,
        "Every target was tried and the last one took longer than its clocks allow.",
        "Try again, or raise `timeouts` of the upstream if the model is slow by nature.");

    /// <summary>The upstream broke off after part of the answer had been sent.</summary>
    public static ErrorCode StreamInterrupted { get; } = new("stream_interrupted", 200, Server,
        "The upstream broke off after part of the answer had been sent: the last event of the stream carries this error.",
        "Discard the partial answer and send the request again.");

    /// <summary>All of them, by status.</summary>
    public static ImmutableArray<ErrorCode> All { get; } =
    [
        InvalidJson, DuplicateKey, MissingParameter, InvalidType, InvalidValue, UnsupportedParameter, EmptyArray, IntegerBelowMinValue, CapabilityMissing, UpstreamRefusedRequest, ContextLengthExceeded, ContentFilter, PreviousResponseNotFound,
        MissingApiKey, InvalidApiKey, ExpiredApiKey, RevokedApiKey, RouteNotAllowed, AccessDenied, LicenceMissing, ModelNotFound, ResponseNotFound, UnknownUrl, MethodNotSupported, RequestTimeout, BodyTooLarge,
        UnsupportedContentType, RateLimitExceeded, LimitReached, TooManyStreams, UpstreamBusy, BudgetExhausted, PriceUnknown, InternalError, GatewayKilled, UpstreamFailed, UpstreamAuth, UpstreamQuotaExhausted, UpstreamRegionBlocked, UpstreamModelMissing,
        NoTargetAvailable, RecordNotKept, LimitsUnavailable, UpstreamOverloaded, ShuttingDown, UpstreamTimeout, StreamInterrupted,
    ];

    /// <summary>What ends a stream that broke after part of it had been sent.</summary>
    internal static ErrorCode ForBroken(AttemptOutcome outcome) => outcome.Fault == AttemptFaults.AccessEnded ? AccessDenied : StreamInterrupted;

    /// <summary>The row behind a fault that the request's reader found.</summary>
    public static ErrorCode ForRequestFault(string code) => code switch
    {
        RequestFaultCode.InvalidJson => InvalidJson,
        RequestFaultCode.DuplicateKey => DuplicateKey,
        RequestFaultCode.InvalidType => InvalidType,
        RequestFaultCode.MissingParameter => MissingParameter,
        _ => InvalidValue,
    };

    /// <summary>What the client gets when the last attempt ended with <paramref name="errorClass"/> and nothing had been sent yet.</summary>
    public static ErrorCode For(ErrorClass errorClass) => errorClass switch
    {
        ErrorClass.RegionBlocked => UpstreamRegionBlocked,
        ErrorClass.QuotaExhausted => UpstreamQuotaExhausted,
        ErrorClass.RateLimited => RateLimitExceeded,
        ErrorClass.Overloaded => UpstreamOverloaded,
        ErrorClass.Auth or ErrorClass.Permission => UpstreamAuth,
        ErrorClass.ModelMissing => UpstreamModelMissing,
        ErrorClass.ContentFilter => ContentFilter,
        ErrorClass.ContextLength => ContextLengthExceeded,
        ErrorClass.BadRequest => UpstreamRefusedRequest,
        ErrorClass.Unsupported => CapabilityMissing,
        ErrorClass.Timeout => UpstreamTimeout,
        _ => UpstreamFailed,
    };
}
