namespace Changeover.Licences;

/// <summary>What an authority in China gives a number for.</summary>
public enum LicenceKind
{
    /// <summary>备案: a model of one's own, filed nationally.</summary>
    Filing,

    /// <summary>登记: a service that calls a filed model, registered in its province.</summary>
    Registration,

    /// <summary>网信算备: an algorithm of deep synthesis. No licence of a generative service.</summary>
    Algorithm,
}
