using System.Collections;

namespace Changeover.Protocol.Chat;

/// <summary>What the translations of one request and its answer could not carry. Each path is told once per kind.</summary>
public sealed class LossList : IReadOnlyCollection<TranslationLoss>
{
    private readonly List<TranslationLoss> _losses = [];

    /// <inheritdoc />
    public int Count => _losses.Count;

    /// <summary>The first thing without which the request would mean something else; null = none.</summary>
    public TranslationLoss? Rejected => _losses.Find(loss => loss.Kind == LossKind.Rejected);

    /// <summary>It was left out.</summary>
    public void Ignored(string path, string reason) => Add(new TranslationLoss(path, LossKind.Ignored, reason));

    /// <summary>Something else stands in for it.</summary>
    public void Emulated(string path, string reason) => Add(new TranslationLoss(path, LossKind.Emulated, reason));

    /// <summary>The target cannot take the request.</summary>
    public void Reject(string path, string reason) => Add(new TranslationLoss(path, LossKind.Rejected, reason));

    /// <summary>Adds one, unless its path and kind are there.</summary>
    public void Add(TranslationLoss loss)
    {
        if (!_losses.Exists(told => told.Path == loss.Path && told.Kind == loss.Kind))
        {
            _losses.Add(loss);
        }
    }

    /// <inheritdoc />
    public IEnumerator<TranslationLoss> GetEnumerator() => _losses.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
