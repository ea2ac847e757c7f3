using Changeover.Licences;
using Changeover.Tests.Storage;

namespace Changeover.Tests.Licences;

public sealed class SqliteLicenceStoreTests : LicenceStoreTests<SqliteUnderTest>;

public sealed class PostgresLicenceStoreTests : LicenceStoreTests<PostgresUnderTest>;

public abstract class LicenceStoreTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    private static readonly Licence Imported = new() { Number = "Beijing-WenXinYiYan-20230821", Name = "文心一言", Operator = "百度", Province = "北京", BaseModel = "ERNIE", Date = new(2023, 8, 21), Source = "a list", SeenOn = new(2026, 11, 25), Verified = true, Imported = true };

    [Fact]
    public async Task What_was_imported_comes_back_whole_and_a_later_list_replaces_it()
    {
        var store = new LicenceStore(await Under.OpenAsync());
        store.Save([Imported with { Name = null, BaseModel = null, Date = null, Verified = false }]);
        store.Save([Imported]);
        Assert.Equal([Imported], store.List());
    }

    [Fact]
    public async Task The_imported_stands_before_the_seed_of_the_same_number_and_beside_the_rest_of_it()
    {
        var store = new LicenceStore(await Under.OpenAsync());
        var own = Imported with { Number = "Hubei-Eigen-202611240001" };
        store.Save([Imported, own]);
        var known = store.Known();
        Assert.Equal(LicenceCatalogue.Shipped.Licences.Length + 1, known.Count);
        Assert.Contains(Imported, known);
        Assert.Contains(own, known);
    }
}
