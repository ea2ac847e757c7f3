namespace Changeover.Licences;

/// <summary>Which targets a number is taken to cover.</summary>
/// <param name="Provider">As in the configuration.</param>
/// <param name="Model">The provider's name of the model; <c>*</c> stands for any text.</param>
/// <param name="Number">The licence.</param>
/// <param name="Source">Where that is from.</param>
/// <param name="SeenOn">When that was last looked at.</param>
internal sealed record LicenceCover(string Provider, string Model, string Number, string Source, DateOnly SeenOn);
