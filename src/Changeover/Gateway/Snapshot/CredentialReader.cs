using System.Text.RegularExpressions;

namespace Changeover.Gateway.Snapshot;

/// <summary>Reads credentials once: the check and the snapshot made after it see the same secret, even while a file is being replaced.</summary>
/// <param name="environment">Variables of the process.</param>
public sealed partial class CredentialReader(IReadOnlyDictionary<string, string> environment)
{
    private const int LongestFile = 64 * 1024;

    private readonly Dictionary<CredentialReference, CredentialReading> _readings = [];

    /// <summary>Whether what this machine does not have is taken for right: another machine has it.</summary>
    internal bool AreElsewhere { get; init; }

    /// <summary>Whether another reader found the same for everything that was asked of either.</summary>
    internal bool FoundTheSameAs(CredentialReader other) =>
        _readings.Count == other._readings.Count && _readings.All(pair => pair.Value.Equals(other._readings.GetValueOrDefault(pair.Key)));

    /// <summary>The secret that a reference names.</summary>
    public CredentialReading Read(CredentialReference reference)
    {
        if (!_readings.TryGetValue(reference, out var reading))
        {
            reading = Checked(reference.Source == CredentialSource.Environment ? ReadVariable(reference.Location) : ReadFile(reference.Location));
            if (AreElsewhere && reading.Problem is not null)
            {
                reading = new(new Secret("id:secret")); // of a form that every provider takes
            }

            _readings.Add(reference, reading);
        }

        return reading;
    }

    /// <summary>A header's value: one reference, or text in which <c>${NAME}</c> stands for a variable.</summary>
    public CredentialReading Expand(string text)
    {
        if (CredentialReference.TryParse(text, out var whole))
        {
            return Read(whole);
        }

        CredentialReading? failed = null;
        var expanded = Variable().Replace(text, match =>
        {
            var reading = Read(new CredentialReference(CredentialSource.Environment, match.Groups["name"].Value));
            failed ??= reading.Value is null ? reading : null;
            return reading.Value?.Reveal() ?? "";
        });
        return failed ?? Checked(new CredentialReading(new Secret(expanded)));
    }

    private static CredentialReading Checked(CredentialReading reading) => reading.Value?.Reveal() switch
    {
        null => reading,
        "" => new(null, "The credential is empty.", "Put the key in it."),
        var text when text.Any(c => char.IsControl(c) || c > '~') => new(null, "The credential holds a line break or a character that a header cannot carry.", "Keep the bare key on one line."),
        _ => reading,
    };

    private CredentialReading ReadVariable(string name) => environment.TryGetValue(name, out var value)
        ? new(new Secret(value.Trim()))
        : new(null, $"The environment variable {name} is not set.", $"Set {name} before starting, or name another variable.");

    private static CredentialReading ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length > LongestFile
                ? new(null, $"The file {path} is larger than a credential can be.", "Name the file that holds the bare key.")
                : new(new Secret(File.ReadAllText(path).Trim()));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var problem = fault is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
            return new(null, $"The file {path} {problem}.", "Create it, or let the user that runs changeover read it.");
        }
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
