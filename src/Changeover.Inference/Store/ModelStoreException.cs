namespace Changeover.Inference.Store;

/// <summary>A model cannot be fetched, imported or removed. The message says why and what to do.</summary>
public sealed class ModelStoreException : Exception
{
    /// <summary>Names the fault and its remedy.</summary>
    public ModelStoreException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
