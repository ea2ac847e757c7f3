using System.Text.Json;
using Changeover.Gateway;

namespace Changeover.EndToEnd.Gateway;

/// <summary>An error as OpenAI's SDKs expect it: <c>{"error":{"message","type","param","code"}}</c>.</summary>
internal sealed record ErrorAnswer(int Status, string Code, string Message, string? Param)
{
    /// <summary>Reads it, and holds that it has the shape and a documented code.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="providersOwn">Codes that a provider may have given.</param>
    public static async Task<ErrorAnswer> ReadAsync(HttpResponseMessage response, params string[] providersOwn) =>
        Read((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), providersOwn);

    /// <inheritdoc cref="ReadAsync" />
    public static ErrorAnswer Read(int status, string body, params string[] providersOwn)
    {
        using var document = JsonDocument.Parse(body);
        Assert.Equal(["error"], document.RootElement.EnumerateObject().Select(property => property.Name));
        var error = document.RootElement.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(property => property.Name));
        var code = error.GetProperty("code").GetString()!;
        Assert.Contains(code, ErrorCodes.All.Select(known => known.Code).Concat(providersOwn));
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.NotEmpty(error.GetProperty("type").GetString()!);
        return new ErrorAnswer(status, code, error.GetProperty("message").GetString()!, error.GetProperty("param").GetString());
    }
}
