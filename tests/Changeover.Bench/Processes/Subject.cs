namespace Changeover.Bench.Processes;

/// <summary>Something that answers requests and is measured.</summary>
/// <param name="Name">As in the results.</param>
/// <param name="Address">Where its chat endpoint is.</param>
/// <param name="ProcessId">Whose processor time and memory count as its own.</param>
internal sealed record Subject(string Name, Uri Address, int ProcessId)
{
    /// <summary>The static upstream, asked directly.</summary>
    public const string Upstream = "upstream";

    /// <summary>nginx: the floor.</summary>
    public const string Nginx = "nginx";

    /// <summary>YARP's bare forwarder: the peer.</summary>
    public const string Forwarder = "forwarder";

    /// <summary>The gateway with everything on.</summary>
    public const string Gateway = "changeover";

    /// <summary>A subject on a port of this machine.</summary>
    public static Subject On(string name, int port, ChildProcess process) =>
        new(name, new Uri($"http://127.0.0.1:{port}/v1/chat/completions"), process.Id);
}
