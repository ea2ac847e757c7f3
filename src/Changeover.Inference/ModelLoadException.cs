namespace Changeover.Inference;

/// <summary>A model folder cannot be used. The message says what is wrong, in which file, and what to do about it.</summary>
public sealed class ModelLoadException : Exception
{
    /// <summary>Names the fault and its remedy.</summary>
    public ModelLoadException(string message)
        : base(message)
    {
    }

    /// <summary>Names the fault and its remedy, and keeps what the library underneath said.</summary>
    public ModelLoadException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
