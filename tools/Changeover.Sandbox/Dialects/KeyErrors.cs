namespace Changeover.Sandbox.Dialects;

/// <summary>What a provider says about a key that is missing or wrong.</summary>
internal static class KeyErrors
{
    public static ProviderError Missing { get; } =
        new(401, "You didn't provide an API key. Send it in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).", "invalid_request_error", null);

    /// <summary>Real providers quote a part of the key; some quote all of it.</summary>
    public static ProviderError Incorrect(string key, bool quoteWhole = false) =>
        new(401, $"Incorrect API key provided: {(quoteWhole ? key : Mask(key))}.", "invalid_request_error", "invalid_api_key");

    private static string Mask(string key) => key.Length <= 8 ? new string('*', key.Length) : $"{key[..4]}{new string('*', key.Length - 8)}{key[^4..]}";
}
