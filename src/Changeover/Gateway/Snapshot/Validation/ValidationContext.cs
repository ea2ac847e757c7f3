using Changeover.Gateway.Snapshot.Document;
using Changeover.Gateway.Snapshot.Options;
using Changeover.Providers;

namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>What validators look at and report to.</summary>
internal sealed class ValidationContext(ChangeoverConfig config, Binding binding, IReadOnlyDictionary<string, Provider> providers, CredentialReader credentials)
{
    private readonly string[] _refused = [.. binding.Faults.Select(fault => fault.Path)];
    private readonly List<ConfigFault> _faults = [];
    private readonly List<ConfigFault> _warnings = [];

    /// <summary>As bound; what binding refused has its default here.</summary>
    public ChangeoverConfig Config => config;

    /// <summary>Known providers, by name.</summary>
    public IReadOnlyDictionary<string, Provider> Providers => providers;

    /// <summary>Reads credentials, once each.</summary>
    public CredentialReader Credentials => credentials;

    /// <summary>Faults found so far.</summary>
    public IReadOnlyList<ConfigFault> Faults => _faults;

    /// <summary>Warnings so far.</summary>
    public IReadOnlyList<ConfigFault> Warnings => _warnings;

    /// <summary>Reports a fault, unless binding already refused what stands at the path: one mistake is told once.</summary>
    public void Fault(string path, string message, string remedy) => Report(_faults, path, message, remedy);

    /// <summary>Reports what may run but deserves a look.</summary>
    public void Warn(string path, string message, string remedy) => Report(_warnings, path, message, remedy);

    private void Report(List<ConfigFault> list, string path, string message, string remedy)
    {
        if (!_refused.Any(known => known.Length > 0 && ConfigPath.IsWithin(known, path)))
        {
            list.Add(new ConfigFault(binding.Nearest(path), path, message, remedy));
        }
    }
}
