using System.CommandLine;
using System.Net;
using Changeover.Commands;
using Changeover.Keys;
using Changeover.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

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
            await using var app = await GatewayHost.BuildAsync(options, cancellationToken);
            RefuseOpenDoor(app);
            await app.StartAsync(cancellationToken);
            await output.WriteAsync(StartMessage.Of(app));
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Done;
        }
        catch (Exception refused) when (refused is StartRefusedException or StorageException or IOException)
        {
            await errors.WriteLineAsync(refused.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>Beyond loopback everybody could spend the operator's money: at least one key must exist.</summary>
    private static void RefuseOpenDoor(WebApplication app)
    {
        if (!app.Services.GetRequiredService<IKeyDirectory>().IsEmpty)
        {
            return;
        }

        var urls = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var open = app.Urls.Concat(urls).FirstOrDefault(url => !IsLoopback(url));
        if (open is not null)
        {
            throw new StartRefusedException(
                $"{open} can be reached from other machines and no key exists, so anybody could use your providers. "
                + "Create a key first (`changeover keys create --owner NAME`), or listen on http://127.0.0.1:7090.");
        }
    }

    private static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url).Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}
