namespace Changeover.EndToEnd.Samples;

/// <summary>The sample for Node brings a package of its own.</summary>
internal static class NodeSample
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <summary>Installs OpenAI's client once, from the committed lock file.</summary>
    public static async Task InstallAsync(CancellationToken cancellation)
    {
        var folder = Repository.PathOf("samples", "node");
        await Installing.WaitAsync(cancellation);
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "openai")))
            {
                var install = await Command.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], cancellation, folder: folder);
                Assert.True(install.ExitCode == 0, install.Error);
            }
        }
        finally
        {
            Installing.Release();
        }
    }
}
