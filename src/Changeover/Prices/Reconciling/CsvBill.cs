using System.Globalization;
using System.Text;

namespace Changeover.Prices.Reconciling;

/// <summary>A bill as a table with headings, separated by commas, semicolons or tabs. A heading is known by any of several names.</summary>
internal static class CsvBill
{
    private static readonly string[] Request = ["request_id", "request", "id", "response_id", "generation_id", "请求id"];
    private static readonly string[] Day = ["date", "day", "usage_date", "start_time", "created_at", "timestamp", "usage_date_utc", "日期", "账期"];
    private static readonly string[] Model = ["model", "model_name", "model_version", "snapshot_id", "line_item", "sku", "模型", "模型名称"];
    private static readonly string[] Requests = ["requests", "num_requests", "n_requests", "num_model_requests", "request_count", "调用次数"];
    private static readonly string[] Input = ["input_tokens", "prompt_tokens", "input", "n_context_tokens_total", "tokens_prompt", "usage_input_tokens", "输入tokens"];
    private static readonly string[] Cached = ["cached_tokens", "cached_input_tokens", "input_cached_tokens", "cache_read_input_tokens", "缓存tokens"];
    private static readonly string[] Output = ["output_tokens", "completion_tokens", "output", "n_generated_tokens_total", "tokens_completion", "usage_output_tokens", "输出tokens"];
    private static readonly string[] Amount = ["amount", "cost", "cost_usd", "amount_usd", "cost_cny", "price", "total", "费用", "金额"];
    private static readonly string[] Currency = ["currency", "币种"];

    /// <summary>The lines.</summary>
    /// <exception cref="FormatException">No heading is known, or a cell is not what its heading says.</exception>
    public static IReadOnlyList<BillLine> Read(string text)
    {
        var rows = Rows(text);
        if (rows.Count == 0)
        {
            throw new FormatException("The file is empty.");
        }

        string[] headings = [.. rows[0].Select(heading => heading.Trim().TrimStart('\uFEFF').ToLowerInvariant().Replace(' ', '_'))];
        int Place(string[] names) => Array.FindIndex(headings, heading => names.Contains(heading));
        var (amount, input) = (Place(Amount), Place(Input));
        if (amount < 0 && input < 0)
        {
            throw new FormatException($"No column is known; there should be one named {Input[0]} or {Amount[0]}.");
        }

        var implied = amount >= 0 && headings[amount] is ['c' or 'a', .., '_', _, _, _] named ? named[^3..].ToUpperInvariant() : null;
        var (request, day, model, requests, cached, output, currency) = (Place(Request), Place(Day), Place(Model), Place(Requests), Place(Cached), Place(Output), Place(Currency));
        return [.. rows.Skip(1).Select(row => new BillLine
        {
            Request = Cell(row, request),
            Day = Cell(row, day) is { } written ? ReadDay(written) : null,
            Model = Cell(row, model),
            Requests = Whole(Cell(row, requests)) ?? (request >= 0 ? 1 : null),
            Input = Whole(Cell(row, input)),
            CachedInput = Whole(Cell(row, cached)),
            Output = Whole(Cell(row, output)),
            Amount = Cell(row, amount) is { } money ? decimal.Parse(money, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : null,
            Currency = Cell(row, currency)?.ToUpperInvariant() ?? implied,
        })];
    }

    private static string? Cell(List<string> row, int place) => place >= 0 && place < row.Count && row[place].Trim() is { Length: > 0 } cell ? cell : null;

    private static long? Whole(string? cell) => cell is null ? null : (long)decimal.Parse(cell, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static DateOnly ReadDay(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unix) && unix > 99_999_999
        ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(unix).UtcDateTime)
        : DateOnly.FromDateTime(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).UtcDateTime);

    /// <summary>Cells of each row (RFC 4180): a quoted cell may hold separators and line ends.</summary>
    private static List<List<string>> Rows(string text)
    {
        var firstLine = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length);
        var separator = firstLine.Contains('\t') ? '\t' : firstLine.Contains(',') ? ',' : ';';
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i <= text.Length; i++)
        {
            var letter = i < text.Length ? text[i] : '\n';
            if (letter == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(text[i++]);
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (quoted && i < text.Length)
            {
                cell.Append(letter);
            }
            else if (letter == separator || letter == '\n')
            {
                row.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (letter == '\n')
                {
                    if (row.Exists(value => value.Length > 0))
                    {
                        rows.Add(row);
                    }

                    row = [];
                }
            }
            else
            {
                cell.Append(letter);
            }
        }

        return rows;
    }
}
