using System.CommandLine;
using System.Text.Json;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Inference.Store;
using Changeover.Storage;

namespace Changeover.Models;

/// <summary><c>changeover models</c>: catalogue, pull, import, list, remove. Exit codes: 0 = done, 1 = no such model or a failure, 2 = wrong usage.</summary>
public static class ModelsCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => Create(new ModelsPlaces(
        TimeProvider.System, ConfigLoader.DataFolderOf, Environment.GetEnvironmentVariable, ModelCatalogue.ShippedPath, FreeSpace: null));

    /// <summary>The command with its subcommands.</summary>
    /// <param name="places">Where things are.</param>
    internal static Command Create(ModelsPlaces places) => new("models", "Fetch and keep small open models for the provider `embedded`. Nothing is ever fetched without this command.")
    {
        Catalogue(places), PullCommand.Create(places), Import(places), List(places), Remove(places),
    };

    private static StoreCommand Catalogue(ModelsPlaces places)
    {
        var json = CommonOptions.Json();
        var command = new StoreCommand("catalogue", "List the models that can be pulled by a short name, with licence, size and source.", places) { json };
        command.Runs((_, parsed, _) =>
        {
            var models = ModelCatalogue.Load(places.Catalogue).Models;
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(models, StoreJson.Default.IReadOnlyListCatalogueModel));
                return Task.FromResult(ExitCode.Done);
            }

            var table = new TextTable("NAME", "MODEL", "WEIGHTS", "DOWNLOAD", "LICENCE", "FROM", "FACTS");
            foreach (var model in models)
                table.Add(model.Id, model.DisplayName, $"{model.Parameters / 1_000_000} M", model.ApproximateBytes is { } bytes ? $"about {Size(bytes)}" : "not known", model.Licence, model.HuggingFace, $"{model.Confidence}, {model.SeenOn:yyyy-MM-dd}");
            table.Write(output);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static StoreCommand Import(ModelsPlaces places)
    {
        var folder = new Argument<string>("folder") { Description = "Folder with config.json, tokenizer.json, tokenizer_config.json and the graph." };
        var name = StoreCommand.As();
        var graph = StoreCommand.Graph();
        var command = new StoreCommand("import", "Copy a model from a folder, as brought to a machine without a network. Hashes are checked where the folder's changeover-model.json has them.", places) { folder, name, graph };
        command.Runs(async (store, parsed, cancellationToken) =>
        {
            var source = parsed.GetRequiredValue(folder);
            var manifest = await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, progress =>
                store.ImportAsync(parsed.GetValue(name) ?? Path.GetFileName(Path.GetFullPath(source).TrimEnd(Path.DirectorySeparatorChar)).ToLowerInvariant(), source, parsed.GetValue(graph), progress, cancellationToken));
            StoreCommand.SayReady(parsed, manifest);
            return ExitCode.Done;
        });
        return command;
    }

    private static StoreCommand List(ModelsPlaces places)
    {
        var json = CommonOptions.Json();
        var command = new StoreCommand("list", "List the models on this machine.", places) { json };
        command.Runs((store, parsed, _) =>
        {
            var models = store.List();
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(models, StoreJson.Default.IReadOnlyListModelManifest));
            else if (models.Count == 0)
                parsed.InvocationConfiguration.Error.WriteLine("There are no models beside the demo that ships with the product. See `changeover models catalogue`.");
            else
                Table(models).Write(parsed.InvocationConfiguration.Output);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static StoreCommand Remove(ModelsPlaces places)
    {
        var name = new Argument<string>("name") { Description = "Name of the model: see `changeover models list`." };
        var command = new StoreCommand("remove", "Delete a model from this machine, or what an interrupted pull of it left behind.", places) { name };
        command.Runs((store, parsed, _) =>
        {
            var asked = parsed.GetRequiredValue(name);
            var removed = store.Remove(asked);
            if (removed)
                parsed.InvocationConfiguration.Output.WriteLine($"{asked} is removed.");
            else
                parsed.InvocationConfiguration.Error.WriteLine($"There is no model '{TextTable.Plain(asked)}' here. `changeover models list` shows what there is.");
            return Task.FromResult(removed ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }

    private static TextTable Table(IReadOnlyList<ModelManifest> models)
    {
        var table = new TextTable("NAME", "SIZE", "LICENCE", "ADDED", "FROM");
        foreach (var model in models)
            table.Add(model.Name, Size(model.Size), model.Licence ?? "not known", model.AddedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), model.Source);
        return table;
    }

    private static string Size(long bytes) => bytes < 1 << 20 ? $"{bytes / 1000.0:0.#} kB" : $"{bytes / 1_000_000} MB";
}
