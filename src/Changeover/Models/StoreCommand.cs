using System.CommandLine;
using Changeover.Commands;
using Changeover.Inference.Store;
using Changeover.Storage;

namespace Changeover.Models;

/// <summary>A command that works on the model store. It takes <c>--models-dir</c>, <c>--data</c> and <c>--config</c>, and puts a failure on standard error with exit code 1.</summary>
internal sealed class StoreCommand : Command
{
    private readonly Option<string?> _models = new("--models-dir") { Description = "Folder of the models. Default: models in the data folder, where the gateway looks for them.", HelpName = "folder" };
    private readonly Option<string?> _config = CommonOptions.Config();
    private readonly Option<string?> _data = CommonOptions.Data();
    private readonly ModelsPlaces _places;

    /// <param name="name">As typed.</param>
    /// <param name="description">For the help.</param>
    /// <param name="places">Where things are.</param>
    public StoreCommand(string name, string description, ModelsPlaces places)
        : base(name, description)
    {
        _places = places;
        Add(_models);
        Add(_config);
        Add(_data);
    }

    /// <summary>What to call the model here.</summary>
    public static Option<string?> As() => new("--as") { Description = "Name on this machine. Default: the model's own, in lower case.", HelpName = "name" };

    /// <summary>Which graph of several.</summary>
    public static Option<string?> Graph() => new("--graph") { Description = "Graph to use, such as onnx/model_q4.onnx. Default: the catalogue's, else the smallest of the usual names.", HelpName = "path" };

    /// <summary>Tells how to use a model that has arrived.</summary>
    public static void SayReady(ParseResult parsed, ModelManifest manifest) => parsed.InvocationConfiguration.Output.WriteLine(
        $"{manifest.Name} is ready. In changeover.yaml it is the target UPSTREAM/{manifest.Name}, where UPSTREAM is an upstream with `provider: embedded`.");

    /// <summary>What the command does; returns the exit code.</summary>
    public void Runs(Func<ModelStore, ParseResult, CancellationToken, Task<int>> work) => SetAction(async (parsed, cancellationToken) =>
    {
        try
        {
            var folder = parsed.GetValue(_models) ?? DataFolder.OfModels(DataFolder.Resolve(parsed.GetValue(_data), () => _places.ConfiguredData(parsed.GetValue(_config))));
            return await work(new ModelStore(Path.GetFullPath(folder), _places.Clock, _places.FreeSpace), parsed, cancellationToken);
        }
        catch (Exception fault) when (fault is ModelStoreException or StorageException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failed;
        }
    });
}
