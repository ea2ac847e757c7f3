using Changeover.Gateway.Snapshot;
using Changeover.Inference;
using Changeover.Storage;

namespace Changeover.Gateway.Hosting;

/// <summary>Finds the folder of an embedded model: the configured one, the shipped demo, or a pulled model.</summary>
internal static class EmbeddedModels
{
    /// <summary>Name of the model that ships with the product.</summary>
    public const string Demo = "demo";

    /// <summary>Loads it.</summary>
    /// <exception cref="ModelLoadException">There is none, or it cannot be used.</exception>
    public static EmbeddedModel Load(EmbeddedConfig config, string model, string dataFolder, TimeProvider time)
    {
        var options = new EmbeddedModelOptions
        {
            Slots = config.Slots,
            QueueLength = config.QueueLength,
            QueueDeadline = config.QueueDeadline,
        };
        return EmbeddedModel.Load(
            Folder(config, model, dataFolder),
            config.Threads is { } threads ? options with { Threads = threads } : options,
            time);
    }

    private static string Folder(EmbeddedConfig config, string model, string dataFolder) =>
        config.Folder
        ?? (model == Demo ? Path.Combine(AppContext.BaseDirectory, "models", Demo) : Path.Combine(DataFolder.OfModels(dataFolder), model));
}
