using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Changeover.Protocol.Json;

namespace Changeover.Inference.Templates.Values;

/// <summary>JSON written as Python's <c>json.dumps(…, ensure_ascii=False)</c> writes it.</summary>
/// <param name="context">For faults and limits.</param>
/// <param name="indent">What one level is indented by; null = all on one line.</param>
/// <param name="itemSeparator">Between items.</param>
/// <param name="keySeparator">Between a key and its value.</param>
/// <param name="sortKeys">Keys in code point order.</param>
internal sealed class JsonText(RenderContext context, string? indent, string itemSeparator, string keySeparator, bool sortKeys)
{
    private readonly StringBuilder _text = new();

    public string Write(object? value)
    {
        Append(value, 0);
        context.Charge(_text.Length);
        return _text.ToString();
    }

    private void Append(object? value, int depth)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case string text:
                AppendQuoted(text);
                break;
            case ListValue list:
                AppendMany('[', ']', list.Items, depth, item => Append(item, depth + 1));
                break;
            case DictionaryValue dictionary:
                var entries = dictionary.Entries.Select(entry => (Key: entry.Key as string ?? Scalar(entry.Key), entry.Value)).ToList();
                if (sortKeys)
                {
                    entries.Sort((left, right) => CodePoints.Compare(left.Key, right.Key));
                }

                AppendMany('{', '}', entries, depth, entry =>
                {
                    AppendQuoted(entry.Key);
                    _text.Append(keySeparator);
                    Append(entry.Value, depth + 1);
                });
                break;
            default:
                _text.Append(Scalar(value));
                break;
        }
    }

    private void AppendMany<T>(char open, char close, IReadOnlyList<T> items, int depth, Action<T> append)
    {
        _text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            _text.Append(i == 0 ? "" : itemSeparator);
            AppendNewLine(depth + 1);
            append(items[i]);
        }

        if (items.Count > 0)
        {
            AppendNewLine(depth);
        }

        _text.Append(close);
    }

    private void AppendNewLine(int depth)
    {
        if (indent is null)
        {
            return;
        }

        _text.Append('\n');
        for (var i = 0; i < depth; i++)
        {
            _text.Append(indent);
        }
    }

    private void AppendQuoted(string text)
    {
        _text.Append('"');
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append("\\\\"),
                '\n' => _text.Append("\\n"),
                '\r' => _text.Append("\\r"),
                '\t' => _text.Append("\\t"),
                '\b' => _text.Append("\\b"),
                '\f' => _text.Append("\\f"),
                < ' ' => _text.Append($"\\u{(int)unit:x4}"),
                _ => _text.Append(unit),
            };
        }

        _text.Append('"');
    }

    private string Scalar(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        long or BigInteger => PythonText.Repr(value),
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        double number => PythonText.Float(number),
        _ => throw context.Fault($"{PythonText.TypeName(value)} cannot be written as JSON"),
    };
}
