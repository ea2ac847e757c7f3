using Changeover.Sandbox.Control;
using Changeover.Sandbox.Dialects;
using Changeover.Sandbox.Hosting;

namespace Changeover.Sandbox;

/// <summary>A running sandbox: the provider on one loopback port, its control on another.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping;
    private readonly Listener _provider;
    private readonly Listener _control;

    private SandboxHost(SandboxState state, CancellationTokenSource stopping, Listener provider, Listener control) =>
        (State, _stopping, _provider, _control) = (state, stopping, provider, control);

    /// <summary>Where the provider listens; clients of OpenAI's API append <c>v1</c>.</summary>
    public Uri ProviderUrl => _provider.Url;

    /// <summary>Where the control port listens.</summary>
    public Uri ControlUrl => _control.Url;

    /// <summary>What can be switched and read in process.</summary>
    public SandboxState State { get; }

    /// <summary>Starts a sandbox; it answers when this returns.</summary>
    /// <exception cref="FormatException">An address that is not loopback.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">A port is taken.</exception>
    public static async Task<SandboxHost> StartAsync(SandboxOptions? options, CancellationToken cancellation)
    {
        options ??= new SandboxOptions();
        var state = new SandboxState(options);
        var stopping = new CancellationTokenSource();
        var endpoint = new ProviderEndpoint(options, state, new DialectTable(options, state), stopping.Token);
        var provider = await Listener.StartAsync(options.ProviderUrl, app => app.Run(endpoint.HandleAsync), cancellation);
        state.Faults.RefuseConnections = provider.Door.Refuse;
        var control = await Listener.StartAsync(options.ControlUrl, app => ControlEndpoints.Map(app, state), cancellation);
        return new SandboxHost(state, stopping, provider, control);
    }

    /// <summary>Ends running answers and closes both ports.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _provider.DisposeAsync();
        await _control.DisposeAsync();
        _stopping.Dispose();
    }
}
