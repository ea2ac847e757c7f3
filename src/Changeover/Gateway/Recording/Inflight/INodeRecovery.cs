namespace Changeover.Gateway.Recording.Inflight;

/// <summary>Is told of nodes that were killed and whose requests have their records now.</summary>
internal interface INodeRecovery
{
    /// <summary>Nothing of the node is under way any more. Told again, should this process be killed meanwhile.</summary>
    /// <param name="node">See <see cref="InflightJournal.Begin"/>.</param>
    /// <exception cref="Changeover.Storage.StorageException">It could not be noted.</exception>
    void Recovered(string node);
}
