using System.Globalization;

namespace Changeover.Sandbox.Hosting;

/// <summary>Reads the command line.</summary>
internal static class CommandLine
{
    public const string Usage = """
        changeover-sandbox [--urls http://127.0.0.1:7091] [--control-urls http://127.0.0.1:7092]
                           [--key KEY] [--tokens-per-second N] [--first-token-delay-ms N]
                           [--tencent-secret-id ID] [--tencent-secret-key KEY]
        """;

    /// <exception cref="FormatException">An option that is not known, has no value, or has a bad one.</exception>
    public static SandboxOptions Read(string[] args)
    {
        var options = new SandboxOptions { ProviderUrl = new("http://127.0.0.1:7091"), ControlUrl = new("http://127.0.0.1:7092") };
        for (var at = 0; at < args.Length; at += 2)
        {
            if (at + 1 == args.Length) throw new FormatException($"{args[at]} needs a value.");
            var (name, value, behaviour) = (args[at], args[at + 1], options.Behaviour);
            options = name switch
            {
                "--urls" => options with { ProviderUrl = Url(name, value) },
                "--control-urls" => options with { ControlUrl = Url(name, value) },
                "--key" => options with { Behaviour = behaviour with { AcceptedKeys = [.. behaviour.AcceptedKeys, value] } },
                "--tencent-secret-id" => options with { TencentSecretId = value },
                "--tencent-secret-key" => options with { TencentSecretKey = value },
                "--tokens-per-second" => options with { Behaviour = behaviour with { TokensPerSecond = Number(name, value) } },
                "--first-token-delay-ms" => options with { Behaviour = behaviour with { FirstTokenDelayMs = Number(name, value) } },
                _ => throw new FormatException($"{name} is not an option."),
            };
        }
        return options.Behaviour.Fault() is { } fault ? throw new FormatException(fault) : options;
    }

    private static Uri Url(string name, string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var url)) throw new FormatException($"{name}: '{value}' is not a URL.");
        Loopback.EndPoint(url);
        return url;
    }

    private static double Number(string name, string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"{name}: '{value}' is not a number.");
}
