using System.Collections.ObjectModel;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The extensions of a piece that has none.</summary>
internal static class ContentExtensions
{
    public static IReadOnlyDictionary<string, string> None => ReadOnlyDictionary<string, string>.Empty;
}
