namespace Changeover.Sandbox.Dialects;

/// <summary>Leaves the reading of a request with the error that the client gets.</summary>
internal sealed class BadRequest(ProviderError error) : Exception(error.Message)
{
    public BadRequest(string message, string? param = null, int status = 400, string? code = null)
        : this(new ProviderError(status, message, "invalid_request_error", code, param))
    {
    }

    public ProviderError Error => error;
}
