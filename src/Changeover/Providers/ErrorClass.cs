namespace Changeover.Providers;

/// <summary>What an upstream's error means for the router. The names are those of the catalogue's error table.</summary>
public enum ErrorClass
{
    /// <summary>The upstream does not serve this region: quarantine, no retry.</summary>
    RegionBlocked,

    /// <summary>Money or a long quota is used up: quarantine, no retry.</summary>
    QuotaExhausted,

    /// <summary>Too fast: wait as told, or go on.</summary>
    RateLimited,

    /// <summary>Over capacity: back off, go on.</summary>
    Overloaded,

    /// <summary>The operator's credential was refused: the target is off, the client is not to blame.</summary>
    Auth,

    /// <summary>The operator's account may not do this: as <see cref="Auth"/>.</summary>
    Permission,

    /// <summary>The model is not there: next target.</summary>
    ModelMissing,

    /// <summary>Moderation refused: an answer, not a failure, unless the route says otherwise.</summary>
    ContentFilter,

    /// <summary>The prompt is too long for this model: another target may hold it.</summary>
    ContextLength,

    /// <summary>The request is wrong: the client is told.</summary>
    BadRequest,

    /// <summary>The target cannot do what the request asks for; another may.</summary>
    Unsupported,

    /// <summary>The upstream took too long.</summary>
    Timeout,

    /// <summary>The upstream is broken.</summary>
    Server,
}
