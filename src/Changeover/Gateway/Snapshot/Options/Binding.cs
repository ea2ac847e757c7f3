using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>What binding a document leaves behind: the faults, and where each option's value came from.</summary>
internal sealed class Binding(List<ConfigFault> faults)
{
    private readonly Dictionary<string, ConfigOrigin> _origins = new(StringComparer.Ordinal);

    /// <summary>Origin of every written option, by path.</summary>
    public IReadOnlyDictionary<string, ConfigOrigin> Origins => _origins;

    /// <summary>All faults so far.</summary>
    public IReadOnlyList<ConfigFault> Faults => faults;

    /// <summary>Notes where the value at a path was written.</summary>
    public void Written(string path, ConfigOrigin origin) => _origins[path] = origin;

    /// <summary>Reports a fault.</summary>
    public void Fault(ConfigOrigin at, string path, string message, string remedy) => faults.Add(new ConfigFault(at, path, message, remedy));

    /// <summary>Where a path was written, else where the nearest path above it was.</summary>
    public ConfigOrigin Nearest(string path)
    {
        ConfigOrigin? origin;
        while (!_origins.TryGetValue(path, out origin) && path.Length > 0)
        {
            path = ConfigPath.Parent(path);
        }

        return origin ?? ConfigOrigin.Default;
    }
}
