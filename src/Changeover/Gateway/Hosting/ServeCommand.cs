using System.CommandLine;
using System.Net.Sockets;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Gateway.Hosting;

/// <summary><c>changeover serve</c>, which is also what <c>changeover</c> alone does.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Config = CommonOptions.Config();
    private static readonly Option<string?> Urls = new("--urls") { Description = "Addresses to listen on, separated by ';'. Default: the configuration's, else http://127.0.0.1:7090.", HelpName = "urls" };
    private static readonly Option<string?> Data = CommonOptions.Data();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("serve", "Run the gateway. Stop it with Ctrl+C: running answers finish first.");
        Describe(command);
        return command;
    }

    /// <summary>Gives a command the options and the action of <c>serve</c>.</summary>
    public static void Describe(Command command)
    {
        command.Add(Config);
        command.Add(Urls);
        command.Add(Data);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ServeOptions(parsed.GetValue(Config), parsed.GetValue(Urls), parsed.GetValue(Data)), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellationToken));
    }

    private static async Task<int> RunAsync(ServeOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = await GatewayHost.BuildAsync(options, TimeProvider.System, cancellationToken);
            await ListenAsync(app, cancellationToken);
            await AnnounceAsync(app, ConfigLoader.ForProcess().Locate(options.Config), output);
            await RunUntilAskedAsync(app, cancellationToken);
            return ExitCode.Done;
        }
        catch (Exception refused) when (refused is StartRefusedException or StorageException or IOException)
        {
            await errors.WriteLineAsync(refused.Message);
            return ExitCode.Failed;
        }
    }

    private static Task AnnounceAsync(WebApplication app, string? file, TextWriter output)
    {
        if (app.Services.GetRequiredService<ISnapshotSource>().Current.Config.Server.Log == LogForm.Text)
        {
            return output.WriteAsync(StartMessage.Of(app, file));
        }

        GatewayLog.Listening(app.Logger, VersionCommand.Version, string.Join(", ", app.Urls));
        return Task.CompletedTask;
    }

    /// <summary>Requests are taken a while longer than the node says that it is ready, for load balancers that have not looked yet.</summary>
    private static async Task RunUntilAskedAsync(WebApplication app, CancellationToken asked)
    {
        using var stop = new CancellationTokenSource();
        await using var _ = asked.Register(() =>
        {
            app.Services.GetRequiredService<Departure>().Begin();
            stop.CancelAfter(app.Services.GetRequiredService<ISnapshotSource>().Current.Config.Server.Notice);
        });
        await app.WaitForShutdownAsync(stop.Token);
    }

    private static async Task ListenAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            throw new StartRefusedException(
                $"Changeover cannot listen on {app.Configuration[WebHostDefaults.ServerUrlsKey]}: {(taken.InnerException ?? taken).Message}. Name another address with --urls or server.urls.");
        }
    }
}
