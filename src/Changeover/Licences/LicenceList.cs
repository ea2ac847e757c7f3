using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace Changeover.Licences;

/// <summary>A list as authorities publish it, xlsx or csv: under titles of any kind a row of headings, and rows.</summary>
internal static class LicenceList
{
    private const int MostTitles = 10;

    private static readonly string[] Numbers = ["备案编号", "备案号", "登记编号", "登记号", "上线编号", "编号", "filing_no", "number"];
    private static readonly string[] Names = ["模型名称", "大模型名称", "应用名称", "产品名称", "功能名称", "名称", "model_name", "name"];
    private static readonly string[] Operators = ["备案单位", "登记单位", "单位名称", "主体名称", "主办单位", "operator"];
    private static readonly string[] Provinces = ["属地", "省份", "地区", "province"];
    private static readonly string[] BaseModels = ["已备案模型名称", "调用模型", "基座模型", "base_model"];
    private static readonly string[] Dates = ["备案时间", "备案日期", "登记时间", "登记日期", "上线时间", "date"];
    private static readonly string[] DateForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    // Older spreadsheets of authorities are in GB18030, which .NET knows only once it is told.
    static LicenceList() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads the first sheet.</summary>
    /// <param name="stream">Seekable.</param>
    /// <param name="isCsv">Commas, semicolons or tabs; otherwise a spreadsheet.</param>
    /// <param name="source">Where the list is from.</param>
    /// <param name="seenOn">When it was looked at.</param>
    /// <param name="verified">Whether it is the register's own.</param>
    /// <param name="faults">What cannot be used, each with its row and what to do.</param>
    public static List<Licence> Read(Stream stream, bool isCsv, string source, DateOnly seenOn, bool verified, List<string> faults)
    {
        var form = new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding("GB18030"), AutodetectSeparators = [',', ';', '\t'] };
        using var reader = isCsv ? ExcelReaderFactory.CreateCsvReader(stream, form) : ExcelReaderFactory.CreateReader(stream, form);
        var licences = new List<Licence>();
        var row = 0;
        string[]? headings = null;
        while (headings is null && row < MostTitles && reader.Read())
        {
            row++;
            string[] cells = [.. Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader, column) ?? "")];
            headings = ColumnOf(cells, Numbers) >= 0 ? cells : null;
        }

        if (headings is null)
        {
            faults.Add($"None of the first {MostTitles} rows has a heading for numbers. Name the column 备案编号 or number; a list without numbers, such as the first of 2024, cannot be imported.");
            return licences;
        }

        var (number, name, operatedBy, province, baseModel, date) = (ColumnOf(headings, Numbers), ColumnOf(headings, Names), ColumnOf(headings, Operators), ColumnOf(headings, Provinces), ColumnOf(headings, BaseModels), ColumnOf(headings, Dates));
        while (reader.Read())
        {
            row++;
            if (Enumerable.Range(0, reader.FieldCount).All(column => Text(reader, column) is null))
                continue;
            if (LicenceNumber.Parse(Text(reader, number) ?? "") is not { } parsed)
                faults.Add($"Row {row}: \"{Text(reader, number)}\" is no number. {LicenceNumber.Form}");
            else if (Text(reader, date) is { } day && DayOf(reader, date) is null)
                faults.Add($"Row {row}: \"{day}\" is no date. Write one such as 2026-11-24.");
            else
            {
                licences.Add(new Licence
                {
                    Number = Text(reader, number)!,
                    Name = Text(reader, name),
                    Operator = Text(reader, operatedBy),
                    Province = Text(reader, province),
                    BaseModel = Text(reader, baseModel),
                    Date = DayOf(reader, date) ?? parsed.Date,
                    Source = source,
                    SeenOn = seenOn,
                    Verified = verified,
                    Imported = true,
                });
            }
        }

        return licences;
    }

    private static int ColumnOf(string[] headings, string[] synonyms) => Array.FindIndex(headings, heading => synonyms.Contains(heading, StringComparer.OrdinalIgnoreCase));

    private static string? Text(IExcelDataReader reader, int column) =>
        column >= 0 && column < reader.FieldCount && Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)?.Trim() is { Length: > 0 } text ? text : null;

    private static DateOnly? DayOf(IExcelDataReader reader, int column) =>
        column < 0 || column >= reader.FieldCount ? null
        : reader.GetValue(column) is DateTime moment ? DateOnly.FromDateTime(moment)
        : DateOnly.TryParseExact(Text(reader, column), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
