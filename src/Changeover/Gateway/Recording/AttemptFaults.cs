using System.Collections.Immutable;

namespace Changeover.Gateway.Recording;

/// <summary>Our words for how an attempt failed: <see cref="AttemptOutcome.Fault"/> and <see cref="AttemptRecord.Fault"/>. Operators see them in records; clients do not.</summary>
public static class AttemptFaults
{
    /// <summary>The gateway was killed while the attempt was under way: how it ended, nobody here saw.</summary>
    public const string GatewayKilled = "gateway_killed";

    /// <summary>No connection: the name, the address or the port.</summary>
    public const string ConnectFailed = "connect_failed";

    /// <summary>No connection within <c>timeouts.connect</c>.</summary>
    public const string ConnectTimeout = "connect_timeout";

    /// <summary>The TLS handshake failed.</summary>
    public const string TlsFailed = "tls_failed";

    /// <summary>The connection was lost before the answer's headers.</summary>
    public const string ConnectionLost = "connection_lost";

    /// <summary>No content within <c>timeouts.first_content</c>.</summary>
    public const string FirstContentTimeout = "first_content_timeout";

    /// <summary>Silence inside the answer for <c>timeouts.idle</c>.</summary>
    public const string IdleTimeout = "idle_timeout";

    /// <summary>The gateway ended, and <c>server.drain</c> was over.</summary>
    public const string Drained = "drain_ended";

    /// <summary>A status other than 2xx.</summary>
    public const string ErrorStatus = "error_status";

    /// <summary>Status 200 with an error as body.</summary>
    public const string ErrorInBody = "error_in_body";

    /// <summary>An error event inside a stream.</summary>
    public const string ErrorInStream = "error_in_stream";

    /// <summary>The target cannot do what the request asks, or not without a loss that the route refuses; nothing was sent.</summary>
    public const string CannotBeCarried = "cannot_be_carried";

    /// <summary>The credential is not written as the provider's signature needs it; nothing was sent.</summary>
    public const string CannotBeSigned = "cannot_be_signed";

    /// <summary>An answer without the structured output that was asked for, from a target that cannot be told to keep to it.</summary>
    public const string FormatNotKept = "format_not_kept";

    /// <summary>A complete answer without content.</summary>
    public const string EmptyAnswer = "empty_answer";

    /// <summary>An answer that is not what the dialect says.</summary>
    public const string MalformedAnswer = "malformed_answer";

    /// <summary>Neither JSON nor an event stream.</summary>
    public const string WrongContentType = "wrong_content_type";

    /// <summary>A body or a frame beyond the limit.</summary>
    public const string AnswerTooLarge = "answer_too_large";

    /// <summary>The stream ended without a finish reason.</summary>
    public const string StreamCut = "stream_cut";

    /// <summary>The provider ended the answer for its own reasons.</summary>
    public const string ProviderGaveUp = "provider_gave_up";

    /// <summary>The provider's moderation cut the answer, and the route lets another target answer.</summary>
    public const string ContentFiltered = "content_filtered";

    /// <summary>Another attempt had content first.</summary>
    public const string RaceLost = "race_lost";

    /// <summary>A rule of access that forbids the target came into force while the answer ran.</summary>
    public const string AccessEnded = "access_ended";

    /// <summary>The client went away.</summary>
    public const string ClientGone = "client_gone";

    /// <summary>The gateway went down before the answer was complete.</summary>
    public const string ShutDown = "shut_down";

    /// <summary>Every word with its meaning, for the reference page.</summary>
    public static ImmutableArray<(string Word, string Meaning)> All { get; } =
    [
        (GatewayKilled, "The gateway was killed while the attempt was under way; the record was written by the next start and holds the most that it can have cost."),
        (ConnectFailed, "No connection: the name did not resolve, or nothing listens at the address."),
        (ConnectTimeout, "No connection within `timeouts.connect`."),
        (TlsFailed, "The TLS handshake failed: certificate, protocol or host name."),
        (ConnectionLost, "The connection was lost before the headers of the answer."),
        (FirstContentTimeout, "No content within `timeouts.first_content`."),
        (IdleTimeout, "Silence inside the answer for longer than `timeouts.idle`."),
        (Drained, "The gateway ended while the answer ran, and `server.drain` was over."),
        (ErrorStatus, "A status other than 2xx; the record has the provider's own code and the error class."),
        (ErrorInBody, "Status 200 with an error as its body."),
        (ErrorInStream, "Status 200 with an error event inside the stream."),
        (CannotBeCarried, "The target cannot do what the request asks, or not without a loss that the route refuses; nothing was sent."),
        (CannotBeSigned, "The credential is not written as the provider's signature needs it (`SecretId:SecretKey` for Tencent); nothing was sent."),
        (FormatNotKept, "An answer without the structured output that was asked for, from a target that cannot be told to keep to it; the next try shows it what is wrong."),
        (EmptyAnswer, "A complete answer without any content."),
        (MalformedAnswer, "A body or an event that is not JSON, or not an answer of the dialect."),
        (WrongContentType, "Neither JSON nor an event stream, for example a proxy's HTML page."),
        (AnswerTooLarge, "A buffered body beyond `server.max_answer`, or one event beyond 16 MiB."),
        (StreamCut, "The stream ended without a finish reason, even if the connection was closed in order."),
        (ProviderGaveUp, "The provider ended the answer for its own reasons, for example DeepSeek's `insufficient_system_resource`."),
        (ContentFiltered, "The provider's moderation cut the answer, and the route says `fall_back_on_content_filter`."),
        (RaceLost, "Another attempt at the same request had content first (`hedge` of the route); this one was cancelled."),
        (AccessEnded, "A rule of access that forbids the target came into force while the answer ran, and `access.running_streams` is `cut`."),
        (ClientGone, "The client went away; the upstream request was cancelled."),
        (ShutDown, "The gateway went down and the time to drain was over."),
    ];
}
