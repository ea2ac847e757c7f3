namespace Changeover.Inference.Store;

/// <summary>A file is not what was promised: nothing of the model is to be kept.</summary>
internal sealed class CorruptModelException(string message) : Exception(message);
