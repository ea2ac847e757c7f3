using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects;

/// <summary>A wire format: how requests are read and how answers and errors are written.</summary>
internal interface IDialect
{
    /// <summary>The answer to a request that carries an accepted key.</summary>
    Script Answer(Received received);

    /// <summary>An error in place of an answer.</summary>
    Script Refuse(ProviderError error);

    /// <summary>The same error inside a stream that has already begun.</summary>
    byte[] ErrorEvent(ProviderError error);

    /// <summary>The event that ends a stream.</summary>
    byte[] Terminal { get; }
}
