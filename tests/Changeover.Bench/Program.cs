using BenchmarkDotNet.Running;
using Changeover.Bench;
using Changeover.Bench.Inference;
using Changeover.Bench.Micro;
using Changeover.Bench.Roles;
using Changeover.Bench.Soak;
using Changeover.Bench.Translation;

switch (args)
{
    case [StaticUpstream.Role, var port]:
        await StaticUpstream.RunAsync(int.Parse(port));
        return 0;
    case [BareForwarder.Role, var port, var upstream]:
        await BareForwarder.RunAsync(int.Parse(port), new Uri(upstream));
        return 0;
    case [DialectUpstream.Role, var port]:
        await DialectUpstream.RunAsync(int.Parse(port));
        return 0;
    case ["inference", .. var rest]:
        return await InferenceCommand.RunAsync(rest);
    case ["soak", .. var rest]:
        return await SoakCommand.RunAsync(rest);
    case ["access"]:
        AccessLatency.Run(Console.Out);
        return 0;
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(Plan).Assembly).Run(rest is [] ? ["--filter", "*"] : rest);
        return 0;
    default:
        return await BenchCommand.RunAsync(args);
}
