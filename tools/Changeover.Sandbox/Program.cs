using System.Runtime.InteropServices;
using Changeover.Sandbox;
using Changeover.Sandbox.Hosting;

SandboxOptions options;
try
{
    options = CommandLine.Read(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

var stop = new TaskCompletionSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await using var host = await SandboxHost.StartAsync(options, CancellationToken.None);
Console.WriteLine($$"""{"provider":"{{host.ProviderUrl}}","control":"{{host.ControlUrl}}"}""");
await stop.Task;
return 0;
