using System.CommandLine;
using Changeover.Access;
using Changeover.Conformance;
using Changeover.Drill;
using Changeover.Gateway.Hosting;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Keys;
using Changeover.Licences;
using Changeover.Models;
using Changeover.Nodes;
using Changeover.Prices;
using Changeover.Prices.Reconciling;

namespace Changeover.Commands;

/// <summary>Every command of the executable.</summary>
internal static class CommandTree
{
    /// <summary>The root; without a command it serves.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Changeover: the changeover switch for LLM applications. Without a command it serves.")
        {
            ServeCommand.Create(),
            ConfigCommand.Create(),
            KeysCommand.Create(),
            RecordsCommand.Create(),
            NodesCommand.Create(),
            ModelsCommand.Create(),
            DrillCommand.Create(),
            ConformanceCommand.Create(),
            AccessCommand.Create(static (database, now) => new KeyStore(database, TimeProvider.System).Holders(now)),
            PricesCommand.Create(),
            ReconcileCommand.Create(),
            LicencesCommand.Create(),
            CompletionCommand.Create(),
            VersionCommand.Create(),
        };
        ServeCommand.Describe(root);
        ExampleHelp.AddTo(root);
        return root;
    }
}
