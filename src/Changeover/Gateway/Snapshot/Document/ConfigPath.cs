namespace Changeover.Gateway.Snapshot.Document;

/// <summary>The written form of an option's place: <c>routes["gpt-4.1"].targets[0]</c>.</summary>
internal static class ConfigPath
{
    /// <summary>Path of a key below a path.</summary>
    public static string Key(string parent, string key)
    {
        var plain = key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        return (plain, parent) switch
        {
            (true, "") => key,
            (true, _) => $"{parent}.{key}",
            _ => $"{parent}[\"{key}\"]",
        };
    }

    /// <summary>Path of an item of the list at a path.</summary>
    public static string Item(string parent, int index) => $"{parent}[{index}]";

    /// <summary>The path without its last step; empty above the first.</summary>
    public static string Parent(string path)
    {
        var cut = path.LastIndexOfAny(['.', '[']);
        return cut < 0 ? "" : path[..cut];
    }

    /// <summary>Whether a path is the other or lies below it.</summary>
    public static bool IsWithin(string path, string ancestor) =>
        path.StartsWith(ancestor, StringComparison.Ordinal)
        && (path.Length == ancestor.Length || ancestor.Length == 0 || path[ancestor.Length] is '.' or '[');
}
