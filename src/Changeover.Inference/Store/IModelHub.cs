namespace Changeover.Inference.Store;

/// <summary>A place that models are pulled from.</summary>
public interface IModelHub
{
    /// <summary>For the model's manifest: where it came from, as a person would write it.</summary>
    string Source { get; }

    /// <summary>The files on offer.</summary>
    /// <exception cref="ModelStoreException">There is no such model, or the hub does not answer as one.</exception>
    Task<IReadOnlyList<RemoteFile>> ListAsync(CancellationToken cancellationToken);
}
