namespace Changeover.Protocol.Json;

/// <summary>Why a request is not one: HTTP 400, type <c>invalid_request_error</c>.</summary>
/// <param name="Code">One of <see cref="RequestFaultCode"/>.</param>
/// <param name="Message">A sentence for the caller; quotes nothing but property names.</param>
/// <param name="Param">Path of the property to blame (<c>stream_options.include_usage</c>); null = the body as a whole.</param>
public sealed record RequestFault(string Code, string Message, string? Param);
