using Changeover.Gateway.Snapshot.Document;
using Microsoft.AspNetCore.Http;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>Addresses to listen on.</summary>
internal sealed class ServerValidator : IConfigValidator
{
    private const string Path = "server.urls";
    /// <summary>What to do about any <see cref="Problem"/>.</summary>
    public const string Remedy = "Write addresses like http://127.0.0.1:7090, separated by `;`.";

    public void Validate(ValidationContext context)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var addresses = context.Config.Server.Urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (addresses.Length == 0)
        {
            context.Fault(Path, "There is no address to listen on.", Remedy);
        }

        foreach (var text in addresses)
        {
            if (Problem(text) is { } problem)
            {
                context.Fault(Path, problem, Remedy);
            }
            else if (!seen.Add(text))
            {
                context.Fault(Path, $"The address {Quoting.Quote(text)} is written twice.", "Keep one of the two.");
            }
        }
    }

    /// <summary>Why this is no address to listen on; null = it is one.</summary>
    public static string? Problem(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address switch
            {
                { Scheme: "https" } => $"{Quoting.Quote(text)} asks for TLS, which Changeover leaves to a proxy in front of it.",
                { Scheme: not "http" } => $"{Quoting.Quote(text)} is not http.",
                { IsUnixPipe: false, PathBase.Length: > 0 } => $"{Quoting.Quote(text)} has a path.",
                { IsUnixPipe: false, Port: < 0 or > 65535 } => $"{Quoting.Quote(text)} has a port that does not exist.",
                _ => null,
            };
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException)
        {
            return $"{Quoting.Quote(text)} is no address to listen on.";
        }
    }
}
