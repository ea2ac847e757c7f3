using Changeover.Gateway.Snapshot.Document;
using Changeover.Gateway.Snapshot.Validation;

namespace Changeover.Licences;

/// <summary>That the numbers of <c>access.filings</c> in the register of generative services are ones that it gives.</summary>
internal sealed class FilingNumberValidator : IConfigValidator
{
    /// <summary>The register, as rules name it.</summary>
    public const string Register = "cn-generative-ai";

    public void Validate(ValidationContext context)
    {
        foreach (var (index, filing) in context.Config.Access.Filings.Index().Where(each => each.Item.Register == Register))
        {
            var path = $"{ConfigPath.Item("access.filings", index)}.number";
            switch (LicenceNumber.Parse(filing.Number))
            {
                case null:
                    context.Warn(path, $"{Quoting.Quote(filing.Number)} is no number of this register.", LicenceNumber.Form);
                    break;
                case { Kind: LicenceKind.Algorithm }:
                    context.Warn(path, "This is the number of an algorithm, and no licence of a generative service.", "Write the number of the filing (备案) or registration (登记).");
                    break;
                default:
                    break;
            }
        }
    }
}
