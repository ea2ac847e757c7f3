using System.CommandLine;
using Changeover.Gateway.Policy;

namespace Changeover.Keys;

/// <summary>Options that say who a key's holder is, for rules of access.</summary>
internal sealed class AttributeOptions
{
    private readonly Option<string?> _country = Country("--country", "Country where the service is used, such as DE. Rules of access that ask for it otherwise decide as for an unknown one.");
    private readonly Option<string?> _orgCountry = Country("--org-country", "Country where the organisation has its seat.");
    private readonly Option<OwnerShare[]> _owners = new("--owned-by")
    {
        Description = "Countries of the organisation's owners in the end, with their per cent, such as US:60,CN:40. What is missing to 100 is unknown.",
        HelpName = "shares",
        CustomParser = argument =>
        {
            OwnerShare?[] shares = [.. argument.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)).Select(OwnerShare.Parse)];
            if (Array.IndexOf(shares, null) >= 0)
                argument.AddError($"--owned-by holds what is no share. {OwnerShare.Form}");
            else if (shares.Sum(share => share!.Value.Percent) > 100)
                argument.AddError("--owned-by adds up to more than 100 %.");
            return [.. shares.OfType<OwnerShare>()];
        },
    };

    private readonly Option<Audience?> _audience = new("--audience") { Description = "Who sees the answers: internal or public.", HelpName = "audience" };
    private readonly Option<string?> _group = new("--group") { Description = "Group of the key, by a name of your choice.", HelpName = "name" };
    private readonly Option<string?> _dataClass = new("--data-class") { Description = "Kind of the data that is sent, by a name of your choice.", HelpName = "name" };

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _country, _orgCountry, _owners, _audience, _group, _dataClass })
            command.Add(option);
    }

    /// <summary>What they say.</summary>
    public CallerAttributes Read(ParseResult parsed) => new()
    {
        Country = parsed.GetValue(_country),
        OrgCountry = parsed.GetValue(_orgCountry),
        Owners = parsed.GetValue(_owners) is { Length: > 0 } owners ? owners : null,
        Audience = parsed.GetValue(_audience),
        Group = parsed.GetValue(_group),
        DataClass = parsed.GetValue(_dataClass),
    };

    private static Option<string?> Country(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "country" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !CountryCode.IsOne(text))
                result.AddError($"{name} \"{text}\" is no country. {CountryCode.Form}");
        });
        return option;
    }
}
