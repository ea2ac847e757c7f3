namespace Changeover.Sandbox.Dialects;

/// <summary>Finds keys in the headers of a request.</summary>
internal static class KeyHeaders
{
    /// <summary><c>Authorization: Bearer …</c></summary>
    public static string? Bearer(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? NullIfBlank(authorization[7..]) : null;
    }

    /// <summary>A header that is the key.</summary>
    public static string? Plain(HttpRequest request, string header) => NullIfBlank(request.Headers[header].ToString());

    private static string? NullIfBlank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
