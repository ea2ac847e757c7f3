namespace Changeover.Gateway;

/// <summary>One error that a client may get from Changeover itself. Its row in <c>docs/reference/errors.md</c> is generated from it.</summary>
/// <param name="Code">Value of <c>error.code</c>: snake_case; OpenAI's own word where OpenAI has one.</param>
/// <param name="Status">HTTP status; 200 for an error inside a stream whose status has already been sent.</param>
/// <param name="Type">Value of <c>error.type</c>, one of <see cref="ErrorTypes"/>.</param>
/// <param name="Meaning">What happened, in one sentence.</param>
/// <param name="Remedy">What to do about it, in one sentence.</param>
public sealed record ErrorCode(string Code, int Status, string Type, string Meaning, string Remedy)
{
    /// <summary>The code itself.</summary>
    public override string ToString() => Code;
}

/// <summary>Values of <c>error.type</c>: OpenAI's, so that its SDKs raise the exceptions that applications expect.</summary>
public static class ErrorTypes
{
    /// <summary>The request or its key is wrong: sending it again does not help.</summary>
    public const string InvalidRequest = "invalid_request_error";

    /// <summary>Too fast: the same request works later.</summary>
    public const string RateLimit = "rate_limit_error";

    /// <summary>The gateway or the upstreams behind it failed.</summary>
    public const string Server = "server_error";
}
