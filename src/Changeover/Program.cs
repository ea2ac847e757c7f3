using System.CommandLine;
using Changeover.Gateway.Hosting;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Keys;

var root = new RootCommand("Changeover: the changeover switch for LLM applications. Without a command it serves.")
{
    ServeCommand.Create(),
    ConfigCommand.Create(),
    KeysCommand.Create(),
    RecordsCommand.Create(),
};
ServeCommand.Describe(root);
return await root.Parse(args).InvokeAsync();
