using System.Globalization;
using Changeover.Storage;
using Dapper;

namespace Changeover.Licences;

/// <summary>The table of imported licences. Every method throws <see cref="StorageException"/> when the database fails.</summary>
internal sealed class LicenceStore(Database database)
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>Keeps all of them or none; one of a number that is there already replaces it.</summary>
    public void Save(IEnumerable<Licence> licences) => database.Use(connection =>
    {
        using var all = connection.BeginTransaction();
        connection.Execute(
            """
            INSERT INTO licences (number, name, operator, province, base_model, filed_on, source, seen_on, verified)
            VALUES (@Number, @Name, @Operator, @Province, @BaseModel, @filed, @Source, @seen, @Verified)
            ON CONFLICT (number) DO UPDATE SET name = excluded.name, operator = excluded.operator, province = excluded.province,
                base_model = excluded.base_model, filed_on = excluded.filed_on, source = excluded.source, seen_on = excluded.seen_on, verified = excluded.verified
            """,
            licences.Select(licence => new
            {
                licence.Number,
                licence.Name,
                licence.Operator,
                licence.Province,
                licence.BaseModel,
                filed = licence.Date?.ToString(Day, CultureInfo.InvariantCulture),
                licence.Source,
                seen = licence.SeenOn.ToString(Day, CultureInfo.InvariantCulture),
                licence.Verified,
            }),
            all);
        all.Commit();
        return 0;
    });

    /// <summary>All of them, by number.</summary>
    public IReadOnlyList<Licence> List() => database.Use(connection => connection
        .Query<(string Number, string? Name, string? Operator, string? Province, string? BaseModel, string? FiledOn, string Source, string SeenOn)>(
            "SELECT number, name, operator, province, base_model, filed_on, source, seen_on FROM licences ORDER BY number")
        .Zip(connection.Query<bool>("SELECT verified FROM licences ORDER BY number"), (row, verified) => new Licence
        {
            Number = row.Number,
            Name = row.Name,
            Operator = row.Operator,
            Province = row.Province,
            BaseModel = row.BaseModel,
            Date = row.FiledOn is null ? null : DateOnly.ParseExact(row.FiledOn, Day, CultureInfo.InvariantCulture),
            Source = row.Source,
            SeenOn = DateOnly.ParseExact(row.SeenOn, Day, CultureInfo.InvariantCulture),
            Verified = verified,
            Imported = true,
        }).ToList());

    /// <summary>What is known: the imported, and of the seed what was not imported. By number.</summary>
    public IReadOnlyList<Licence> Known() =>
        [.. List().Concat(LicenceCatalogue.Shipped.Licences).DistinctBy(licence => licence.Number, StringComparer.OrdinalIgnoreCase).OrderBy(licence => licence.Number, StringComparer.Ordinal)];
}
