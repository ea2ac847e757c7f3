using Changeover.Gateway.Recording;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Providers;

namespace Changeover.Gateway;

/// <summary>One refusal as the client will see it: a code of ours, with what this case adds.</summary>
/// <param name="Code">Status, type and word, unless the provider's own replace them.</param>
/// <param name="Message">A sentence for the client; holds nothing secret.</param>
internal sealed record GatewayError(ErrorCode Code, string Message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; init; } = Code.Status;

    /// <summary>Value of <c>error.type</c>.</summary>
    public string Type { get; init; } = Code.Type;

    /// <summary>Value of <c>error.code</c>.</summary>
    public string Word { get; init; } = Code.Code;

    /// <summary>The field to blame; null = none.</summary>
    public string? Param { get; init; }

    /// <summary>Value of <c>Retry-After</c>; null = none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Value of <c>Allow</c>; null = none.</summary>
    public string? Allow { get; init; }

    /// <summary>For a dialect to give it a shape.</summary>
    public ClientError ForClient(string? requestId) => new(Status, Type, Word, Message, Param) { RequestId = requestId };

    /// <summary>The code's own sentence, where the case adds nothing.</summary>
    public static GatewayError Plain(ErrorCode code) => new(code, code.Meaning);

    /// <summary>A body beyond <paramref name="limit"/> bytes.</summary>
    public static GatewayError TooLarge(long limit) => new(ErrorCodes.BodyTooLarge, $"The body is larger than {limit} bytes.");

    /// <summary>A body that could not be understood.</summary>
    public static GatewayError Of(RequestFault fault) =>
        new(ErrorCodes.ForRequestFault(fault.Code), fault.Message) { Word = fault.Code, Param = fault.Param };

    /// <summary>The last failure, when every target has been tried: the provider's own words where the client is to mend its request, ours everywhere else.</summary>
    public static GatewayError Of(AttemptOutcome failure)
    {
        var code = ErrorCodes.For(failure.Class ?? ErrorClass.Server);
        var said = failure.Error;
        if (said is null || failure.Class is not (ErrorClass.BadRequest or ErrorClass.ContextLength or ErrorClass.ContentFilter or ErrorClass.Unsupported))
        {
            return Plain(code) with { RetryAfter = said?.RetryAfter };
        }

        return new GatewayError(code, said.Message ?? code.Meaning)
        {
            Status = said.Status is >= 400 and < 500 ? said.Status : code.Status,
            Type = said.Type ?? code.Type,
            Word = said.Code ?? code.Code,
            Param = said.Param,
        };
    }
}
