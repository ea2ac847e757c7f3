using System.IO.Compression;
using System.Text;
using Changeover.Licences;

namespace Changeover.Tests.Licences;

/// <summary>Lists as authorities publish them.</summary>
public sealed class LicenceListTests
{
    private static readonly string[][] Published =
    [
        ["生成式人工智能服务已备案信息"],
        ["序号", "属地", "模型名称", "备案单位", "备案编号", "备案时间"],
        ["1", "北京", "文心一言", "百度", "Beijing-WenXinYiYan-20230821", "2023年8月21日"],
        ["2", "广东", "广发", "广发证券", "Guangdong-GuangFaGPT-20250710S0018", "2025/7/10"],
    ];

    [Fact]
    public void A_spreadsheet_is_read_below_its_title_by_its_Chinese_headings() => Holds(Spreadsheet(Published), isCsv: false);

    [Fact]
    public void A_table_in_UTF8_is_read_too() => Holds(Table(Published, Encoding.UTF8), isCsv: true);

    [Fact]
    public void A_table_in_GB18030_is_read_too()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Holds(Table(Published, Encoding.GetEncoding("GB18030")), isCsv: true);
    }

    [Fact]
    public void A_day_that_no_column_holds_is_that_of_the_number() =>
        Assert.Equal(new DateOnly(2024, 4, 28), Assert.Single(Read(Table([["number", "name"], ["Beijing-DeepseekChat-202404280016", "DeepSeek"]], Encoding.UTF8), isCsv: true, [])).Date);

    [Fact]
    public void Each_fault_names_its_row_and_what_to_do()
    {
        var faults = new List<string>();
        Read(Table([["number", "date"], ["nonsense", ""], ["", ""], ["Beijing-RuRu-202404280012", "soon"]], Encoding.UTF8), isCsv: true, faults);
        Assert.Collection(
            faults,
            fault => Assert.StartsWith("Row 2: \"nonsense\" is no number. Write it as", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Row 4: \"soon\" is no date. Write one", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_without_numbers_is_refused()
    {
        var faults = new List<string>();
        Assert.Empty(Read(Table([["序号", "模型名称"], ["1", "文心一言"]], Encoding.UTF8), isCsv: true, faults));
        Assert.Contains("备案编号", Assert.Single(faults), StringComparison.Ordinal);
    }

    internal static MemoryStream Table(string[][] rows, Encoding encoding) =>
        new(encoding.GetBytes(string.Concat(rows.Select(row => string.Join(',', row) + "\r\n"))));

    private static void Holds(Stream list, bool isCsv)
    {
        var faults = new List<string>();
        var licences = Read(list, isCsv, faults);
        Assert.Empty(faults);
        Assert.Equal(
            [
                new Licence { Number = "Beijing-WenXinYiYan-20230821", Name = "文心一言", Operator = "百度", Province = "北京", Date = new(2023, 8, 21), Source = "cac", SeenOn = new(2026, 11, 25), Verified = true, Imported = true },
                new Licence { Number = "Guangdong-GuangFaGPT-20250710S0018", Name = "广发", Operator = "广发证券", Province = "广东", Date = new(2025, 7, 10), Source = "cac", SeenOn = new(2026, 11, 25), Verified = true, Imported = true },
            ],
            licences);
    }

    private static List<Licence> Read(Stream list, bool isCsv, List<string> faults) => LicenceList.Read(list, isCsv, "cac", new(2026, 11, 25), verified: true, faults);

    private static MemoryStream Spreadsheet(string[][] rows)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            Add("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>""");
            Add("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
            Add("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{string.Concat(rows.Select((row, r) => $"""<row r="{r + 1}">{string.Concat(row.Select((cell, c) => $"""<c r="{(char)('A' + c)}{r + 1}" t="inlineStr"><is><t>{cell}</t></is></c>"""))}</row>"""))}</sheetData></worksheet>""");

            void Add(string name, string text)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        stream.Position = 0;
        return stream;
    }
}
