using System.CommandLine;
using System.Globalization;

namespace Changeover.Gateway.Recording;

/// <summary>The options of a <see cref="RecordFilter"/> that several commands share.</summary>
internal sealed class RecordFilterOptions
{
    private readonly Option<string?> _route = new("--route") { Description = "Only this route.", HelpName = "name" };
    private readonly Option<string?> _key = new("--key") { Description = "Only this key, by its id.", HelpName = "k_…" };
    private readonly Option<bool> _failed = new("--failed") { Description = "Only requests that failed." };
    private readonly Option<(int From, int To)?> _status = new("--status")
    {
        Description = "Only this HTTP status, such as 429, or its class, such as 5xx.",
        HelpName = "status",
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (Parse(text) is { } bounds)
                return bounds;
            argument.AddError($"--status does not understand \"{text}\". Write a status such as 429 or a class such as 5xx.");
            return null;
        },
    };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_route);
        command.Add(_key);
        command.Add(_status);
        command.Add(_failed);
    }

    /// <summary>What was given.</summary>
    public RecordFilter Read(ParseResult parsed) => new()
    {
        Route = parsed.GetValue(_route),
        KeyId = parsed.GetValue(_key),
        Status = parsed.GetValue(_status),
        FailedOnly = parsed.GetValue(_failed),
    };

    private static (int From, int To)? Parse(string text)
    {
        if (text is [>= '1' and <= '5' and var first, 'x' or 'X', 'x' or 'X'])
            return ((first - '0') * 100, (first - '0') * 100 + 99);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599 ? (status, status) : null;
    }
}
