using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway.Recording;

/// <summary>How one try at one target ended: a value, never an exception.</summary>
public sealed record AttemptOutcome
{
    /// <summary>Where it ended.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Who ended it.</summary>
    public required Party Party { get; init; }

    /// <summary>null = success, or cancelled: by the client, or because another attempt was faster.</summary>
    public ErrorClass? Class { get; init; }

    /// <summary>Our word for what happened, listed in <c>docs/reference/errors.md</c>; null on success.</summary>
    public string? Fault { get; init; }

    /// <summary>What the provider said, unredacted until the attempt has ended. null = it said nothing.</summary>
    public UpstreamError? Error { get; init; }

    /// <summary>What the same target is to be told when it is asked once more; null = nothing.</summary>
    public FormatRepair? Repair { get; init; }

    /// <summary>The answer was complete.</summary>
    public bool Succeeded => Stage == Stage.Done && Class is null;

    /// <summary>A complete answer.</summary>
    public static AttemptOutcome Success { get; } = new() { Stage = Stage.Done, Party = Party.Upstream };

    /// <summary>The client went away.</summary>
    public static AttemptOutcome ClientGone(Stage stage) => new() { Stage = stage, Party = Party.Client, Fault = AttemptFaults.ClientGone };

    /// <summary>Another attempt had content first.</summary>
    public static AttemptOutcome RaceLost { get; } = new() { Stage = Stage.FirstContent, Party = Party.Gateway, Fault = AttemptFaults.RaceLost };

    /// <summary>The target cannot do what the request asks: nothing was sent. <paramref name="message"/> is for the client.</summary>
    public static AttemptOutcome Unsupported(string message) => new()
    {
        Stage = Stage.RequestBody,
        Party = Party.Gateway,
        Class = ErrorClass.Unsupported,
        Fault = AttemptFaults.CannotBeCarried,
        Error = new UpstreamError { Status = 400, Code = "capability_missing", Type = "invalid_request_error", Message = message },
    };

    /// <summary>The answer has not the format that was asked for.</summary>
    public static AttemptOutcome FormatNotKept(FormatRepair repair) => Failed(Stage.FirstContent, ErrorClass.Server, AttemptFaults.FormatNotKept) with { Repair = repair };

    /// <summary>The upstream failed.</summary>
    public static AttemptOutcome Failed(Stage stage, ErrorClass errorClass, string fault, UpstreamError? error = null) =>
        new() { Stage = stage, Party = Party.Upstream, Class = errorClass, Fault = fault, Error = error };
}
