namespace Changeover.Storage;

/// <summary>The parameters of a statement, bound in their order; null is NULL.</summary>
/// <typeparam name="T">The statement itself, so that calls can be chained without boxing it.</typeparam>
internal interface IParameters<T>
    where T : IParameters<T>
{
    /// <summary>Binds the next parameter.</summary>
    T Bind(string? text);

    /// <summary>Binds the next parameter to text that is UTF-8 already.</summary>
    T BindText(byte[] utf8);

    /// <summary>Binds the next parameter.</summary>
    T Bind(byte[]? bytes);

    /// <summary>Binds the next parameter.</summary>
    T Bind(long? number);

    /// <summary>Binds the next parameter.</summary>
    T Bind(bool flag);
}
