using Changeover.Storage;

namespace Changeover.Drill;

/// <summary>The gateway that is drilled: this program, with the user's configuration and the twins laid over it.</summary>
internal static class GatewayChild
{
    /// <summary>Starts it.</summary>
    /// <param name="config">File of the configuration.</param>
    /// <param name="folder">Its data, deleted after the drill.</param>
    /// <param name="models">Folder of pulled models; null = none.</param>
    /// <param name="twins">What lies over the configuration.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DrillRefusedException">It did not start.</exception>
    public static Task<(ChildProcess Child, Uri Ready)> StartAsync(string config, string folder, string? models, IReadOnlyDictionary<string, string> twins, CancellationToken cancellation)
    {
        DataFolder.Create(folder);
        if (models is not null && Directory.Exists(models))
        {
            Directory.CreateSymbolicLink(DataFolder.OfModels(folder), models);
        }

        const string Sign = "Changeover listens on ";
        var environment = new Dictionary<string, string>(twins, StringComparer.Ordinal)
        {
            // Nobody else hears of a drill.
            ["OTEL_SDK_DISABLED"] = "true",
            ["CHANGEOVER__TELEMETRY__OTLP"] = "",
            ["CHANGEOVER__SERVER__LOG"] = "text",

            // Its records are its own: a database that the user's gateways share stays as it is.
            [DatabasePlace.Variable] = "",
            ["CHANGEOVER__STORAGE__DATABASE"] = "",
            [RedisAddress.Variable] = "",
            ["CHANGEOVER__STORAGE__REDIS"] = "",
        };
        return ChildProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "changeover.dll"),
            ["serve", "--config", config, "--data", folder, "--urls", "http://127.0.0.1:0"],
            environment,
            line => line.StartsWith(Sign, StringComparison.Ordinal) ? new Uri(line[Sign.Length..]) : null,
            cancellation);
    }
}
