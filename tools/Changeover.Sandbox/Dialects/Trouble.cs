namespace Changeover.Sandbox.Dialects;

/// <summary>What can go wrong at every provider; each dialect has its own words for it.</summary>
internal enum Trouble
{
    /// <summary>The request carries no key.</summary>
    KeyMissing,

    /// <summary>The key is not one of this provider's.</summary>
    KeyWrong,

    /// <summary>The key may not use the model.</summary>
    Forbidden,

    /// <summary>The caller's country is not served.</summary>
    RegionBlocked,

    /// <summary>The money is spent.</summary>
    QuotaExhausted,

    /// <summary>The prompt offends the content policy.</summary>
    PromptFiltered,

    /// <summary>Too many requests.</summary>
    RateLimited,

    /// <summary>The server failed.</summary>
    InternalError,

    /// <summary>The service is not there for the moment (503).</summary>
    Unavailable,

    /// <summary>The service has more to do than it can (529, or what the dialect has for it).</summary>
    Overloaded,

    /// <summary>The same, said when a stream has begun.</summary>
    OverloadedMidway,

    /// <summary>The model failed although the status said 200.</summary>
    ModelFailed,
}
