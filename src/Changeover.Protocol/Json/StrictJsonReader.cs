using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Changeover.Protocol.Json;

/// <summary>
/// A forward reader that refuses duplicate names. The first fault ends the reading: <see cref="Read"/> gives false from then
/// on, so that loops over it unwind by themselves. Syntax errors throw <see cref="JsonException"/>, as the reader inside does.
/// </summary>
internal ref struct StrictJsonReader(ReadOnlySpan<byte> json)
{
    /// <summary>Deepest nesting of objects and arrays that is read.</summary>
    public const int MaxDepth = 64;

    private Utf8JsonReader _json = new(json);
    private NameTable _names = new(json);

    public RequestFault? Fault { get; private set; }

    [UnscopedRef]
    public ref Utf8JsonReader Json => ref _json;

    public readonly JsonTokenType Token => _json.TokenType;

    public bool Read()
    {
        if (Fault is not null || !_json.Read())
        {
            return false;
        }

        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject:
                _names.OpenObject();
                break;
            case JsonTokenType.EndObject:
                _names.CloseObject();
                break;
            case JsonTokenType.PropertyName:
                if (_names.IsFull)
                {
                    return Fail(RequestFaultCode.InvalidJson, "The request body has too many properties.", null);
                }

                return _names.TryAdd(ref _json)
                    || Fail(RequestFaultCode.DuplicateKey, "The request body has the same property twice in one object.", Name());
        }

        return true;
    }

    /// <summary>Moves to the next property of the object that the reader is in; false at its end.</summary>
    public bool ReadName() => Read() && Token == JsonTokenType.PropertyName;

    /// <summary>Moves to the next element of the array that the reader is in; false at its end.</summary>
    public bool ReadElement() => Read() && Token != JsonTokenType.EndArray;

    /// <summary>From a value's first token to its last.</summary>
    public void SkipValue()
    {
        int depth = _json.CurrentDepth;
        if (Token is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            while (Read() && _json.CurrentDepth > depth)
            {
            }
        }
    }

    /// <summary>Always false, to be returned.</summary>
    public bool Fail(string code, string message, string? param)
    {
        Fault ??= new RequestFault(code, message, param);
        return false;
    }

    /// <summary>The boolean under the reader; null for JSON null; anything else is a fault.</summary>
    public bool? ReadBool(string param)
    {
        switch (Token)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Null:
                return null;
            default:
                WrongType(param, "a boolean");
                return null;
        }
    }

    /// <summary>The integer under the reader; null for JSON null; anything else, or one out of range, is a fault.</summary>
    public long? ReadInteger(string param, long least, long most)
    {
        if (Token == JsonTokenType.Null)
        {
            return null;
        }

        if (Token != JsonTokenType.Number)
        {
            WrongType(param, "an integer");
            return null;
        }

        if (!_json.TryGetInt64(out long value) || value < least || value > most)
        {
            Fail(RequestFaultCode.InvalidValue, $"'{param}' must be an integer from {least} to {most}.", param);
            return null;
        }

        return value;
    }

    /// <summary>True at the start of the wanted container; null is as good as absent; anything else is a fault.</summary>
    public bool Enter(JsonTokenType wanted, string param, string what)
    {
        if (Token != wanted && Token != JsonTokenType.Null)
        {
            WrongType(param, what);
        }

        return Token == wanted;
    }

    public void WrongType(string param, string what) =>
        Fail(RequestFaultCode.InvalidType, $"'{param}' must be {what}.", param);

    public readonly void Dispose() => _names.Dispose();

    private readonly string Name() => _json.GetString() ?? "";
}
