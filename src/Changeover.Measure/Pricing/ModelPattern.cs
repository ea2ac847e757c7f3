namespace Changeover.Measure.Pricing;

/// <summary>Names of models in which <c>*</c> stands for any text, also none. Upper and lower case are the same: providers answer to both.</summary>
public static class ModelPattern
{
    /// <summary>Whether it stands for more than one name.</summary>
    public static bool IsPattern(string pattern) => pattern.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether the pattern stands for this name.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.Equals(name, StringComparison.OrdinalIgnoreCase);
        }

        if (!name.StartsWith(pattern[..star], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = pattern[(star + 1)..];
        for (var from = star; from <= name.Length; from++)
        {
            if (Matches(rest, name[from..]))
            {
                return true;
            }
        }

        return false;
    }
}
