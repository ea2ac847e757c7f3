using System.Net;
using Changeover.Gateway.Snapshot.Validation;

namespace Changeover.Gateway.Hosting;

/// <summary>The addresses to listen on, looked at before anything is opened.</summary>
internal static class ListenAddresses
{
    /// <summary>Refuses what is no address, and an open door beyond this machine.</summary>
    /// <param name="urls">Separated by <c>;</c>.</param>
    /// <param name="keyExists">Callers need a key. Where none exists, everybody who can reach the address could spend the operator's money.</param>
    /// <exception cref="StartRefusedException">Why, and what to do.</exception>
    public static void Check(string urls, bool keyExists)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (ServerValidator.Problem(url) is { } problem)
            {
                throw new StartRefusedException($"{problem} {ServerValidator.Remedy}");
            }

            if (!keyExists && !IsLoopback(url))
            {
                throw new StartRefusedException(
                    $"{url} can be reached from other machines and no key exists, so anybody could use your providers. "
                    + "Create a key first (`changeover keys create --owner NAME`), or listen on http://127.0.0.1:7090.");
            }
        }
    }

    private static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url).Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}
