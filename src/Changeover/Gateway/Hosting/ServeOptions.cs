namespace Changeover.Gateway.Hosting;

/// <summary>What the command line of <c>changeover serve</c> may say.</summary>
/// <param name="Config">File of the configuration; null = see the configuration's own rule.</param>
/// <param name="Urls">Addresses, separated by <c>;</c>; null = the configuration's.</param>
/// <param name="Data">Folder of the database; null = the configuration's.</param>
internal sealed record ServeOptions(string? Config = null, string? Urls = null, string? Data = null);
