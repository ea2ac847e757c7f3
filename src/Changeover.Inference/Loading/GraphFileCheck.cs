using System.Text;

namespace Changeover.Inference.Loading;

/// <summary>Reads the skeleton of an ONNX file before the runtime does: is it whole, do its weights that live in other files exist, whole and inside the folder, and how many weights are there.</summary>
internal sealed class GraphFileCheck
{
    private const int Float = 1, Int8 = 3, Float16 = 10, BFloat16 = 16, UInt8 = 2;
    private readonly ModelFolder _folder;
    private readonly string _file;
    private readonly ProtobufScanner _scanner;
    private long _parameters;
    private bool _countable = true;
    private bool _hasGraph;

    private GraphFileCheck(ModelFolder folder, string file, Stream stream)
    {
        _folder = folder;
        _file = file;
        _scanner = new ProtobufScanner(stream);
    }

    /// <summary>The number of weights, null when packed; <see cref="ModelLoadException"/> when the file or its weights cannot be trusted.</summary>
    public static long? Run(ModelFolder folder, string file)
    {
        using var stream = File.OpenRead(file);
        var check = new GraphFileCheck(folder, file, stream);
        try
        {
            check._scanner.Fields(stream.Length, check.ModelField);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw check.Broken(error.Message);
        }

        return check._hasGraph
            ? check._countable ? check._parameters : null
            : throw check.Broken("it holds no graph");
    }

    private void ModelField(int field, ulong value)
    {
        switch (field)
        {
            case 7:
                _hasGraph = true;
                _scanner.Message(value, GraphField);
                break;
            case 25: // a function's body
                _scanner.Message(value, (inner, length) => { if (inner == 7) { _scanner.Message(length, NodeField); } });
                break;
        }
    }

    private void GraphField(int field, ulong value)
    {
        switch (field)
        {
            case 1:
                _scanner.Message(value, NodeField);
                break;
            case 5:
                Tensor(value);
                break;
            case 15: // a sparse weight: its values and indices are tensors
                _scanner.Message(value, (inner, length) => { if (inner is 1 or 2) { Tensor(length); } });
                break;
        }
    }

    private void NodeField(int field, ulong value)
    {
        if (field == 5)
        {
            _scanner.Message(value, AttributeField);
        }
    }

    private void AttributeField(int field, ulong value)
    {
        switch (field)
        {
            case 5 or 10:
                Tensor(value);
                break;
            case 6 or 11:
                _scanner.Message(value, GraphField);
                break;
        }
    }

    private void Tensor(ulong length)
    {
        long elements = 1, type = 0;
        var external = new Dictionary<string, string>(StringComparer.Ordinal);
        _scanner.Message(length, (field, value) =>
        {
            switch (field)
            {
                case 1: // dimensions come one by one
                    elements *= (long)value;
                    break;
                case 2:
                    type = (long)value;
                    break;
                case 13:
                    var (key, text) = ExternalEntry(value);
                    external[key] = text;
                    break;
            }
        });
        if (external.Count > 0)
        {
            CheckExternal(external);
        }

        _parameters += type is Float or Float16 or BFloat16 or Int8 ? elements : 0;
        _countable &= type != UInt8;
    }

    private (string Key, string Value) ExternalEntry(ulong length)
    {
        var (key, text) = ("", "");
        _scanner.Message(length, (field, value) =>
        {
            if (field == 1)
            {
                key = Encoding.UTF8.GetString(_scanner.Bytes(value));
            }
            else if (field == 2)
            {
                text = Encoding.UTF8.GetString(_scanner.Bytes(value));
            }
        });
        return (key, text);
    }

    private void CheckExternal(Dictionary<string, string> entry)
    {
        var location = entry.GetValueOrDefault("location", "");
        var path = _folder.Inside(Path.Combine(Path.GetDirectoryName(_file)!, location));
        if (!File.Exists(path))
        {
            throw Broken($"its weights are in '{location}', which is missing");
        }

        if (Number(entry, "length") > new FileInfo(path).Length - Number(entry, "offset"))
        {
            throw Broken($"its weights file '{location}' is cut short");
        }
    }

    private long Number(Dictionary<string, string> entry, string key) =>
        !entry.TryGetValue(key, out var text) ? 0 : long.TryParse(text, out var number) && number >= 0 ? number : throw Broken($"'{key}' of a weight is '{text}'");

    private ModelLoadException Broken(string why) =>
        new($"The model file '{_file}' cannot be used: {why}. The download broke off or this is not an ONNX model; fetch it again.");
}
