using Changeover.Licences;
using Changeover.Providers;

namespace Changeover.Tests.Licences;

public sealed class LicenceCatalogueTests
{
    [Fact]
    public void The_seed_holds_each_number_once_in_its_form_with_the_day_that_stands_in_it_and_claims_no_row_to_be_verified()
    {
        var seed = LicenceCatalogue.Shipped.Licences;
        Assert.Equal(40, seed.Length);
        Assert.Distinct(seed.Select(licence => licence.Number));
        Assert.All(seed, licence => Assert.True(
            LicenceNumber.Parse(licence.Number) is { } number && number.Date == licence.Date && licence is { Verified: false, Imported: false, Source.Length: > 10 }, licence.Number));
    }

    [Fact]
    public void What_a_number_is_taken_to_cover_is_of_a_known_provider_and_a_filed_model() =>
        Assert.All(LicenceCatalogue.Shipped.Covers, cover =>
        {
            Assert.Contains(cover.Provider, ProviderRegistry.ByName.Keys);
            Assert.Equal(LicenceKind.Filing, LicenceNumber.Parse(LicenceCatalogue.Shipped.Licences.Single(licence => licence.Number == cover.Number).Number)!.Kind);
        });

    [Fact]
    public void Counts_grow_from_day_to_day_and_hold_the_first_national_list_of_117()
    {
        var counts = LicenceCatalogue.Shipped.Counts;
        Assert.Equal(counts.OrderBy(count => count.AsOf), counts);
        Assert.Equal(counts.OrderBy(count => count.Filed), counts);
        Assert.Equal(117, counts.Single(count => count.AsOf == new DateOnly(2024, 3, 28)).Filed);
    }
}
