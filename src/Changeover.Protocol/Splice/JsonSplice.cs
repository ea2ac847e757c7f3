using System.Buffers;
using System.Numerics;
using System.Text.Json;

namespace Changeover.Protocol.Splice;

/// <summary>
/// Changes named properties of a JSON object and copies every other byte as it is: number text, order, white space, unknown
/// fields. Immutable and shared; writing allocates nothing, unless a name is written with backslashes.
/// </summary>
public sealed class JsonSplice
{
    private const int MaxEdits = 64;

    private readonly JsonEdit[] _edits;
    private readonly bool _adds;

    /// <param name="edits">At most 64, each for another property.</param>
    /// <exception cref="ArgumentException">Too many edits, or two for the same property.</exception>
    public JsonSplice(params ReadOnlySpan<JsonEdit> edits)
    {
        _edits = edits.ToArray();
        if (_edits.Length > MaxEdits)
        {
            throw new ArgumentException($"At most {MaxEdits} edits.", nameof(edits));
        }

        for (int i = 0; i < _edits.Length; i++)
        {
            if (IndexOf(_edits[i].Name) != i)
            {
                throw new ArgumentException("Two edits for the same property.", nameof(edits));
            }

            _adds |= Adds(_edits[i]);
        }
    }

    /// <summary>Writes the changed object.</summary>
    /// <param name="json">One valid JSON object without duplicate names; white space around it is kept.</param>
    /// <param name="members">Its properties, in order of place (<c>RequestOutline.Members</c>).</param>
    /// <param name="output">Receives the bytes.</param>
    public void Write(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members, IBufferWriter<byte> output)
    {
        int open = json.IndexOf((byte)'{') + 1;
        int copied = 0;
        int previousEnd = open;
        bool isFirst = true;
        ulong found = 0;
        foreach (ref readonly JsonMember member in members)
        {
            int index = IndexOf(json, member);
            JsonEdit? edit = index < 0 ? null : _edits[index];
            found |= index < 0 ? 0 : 1UL << index;
            if (edit is not null && Drops(edit, json, members))
            {
                output.Write(json[copied..previousEnd]);
                copied = member.End;
            }
            else
            {
                if (isFirst && copied > 0)
                {
                    // All before this one are gone, and its leading comma with them.
                    copied = member.Start;
                }

                isFirst = false;
                if (edit is not null)
                {
                    copied = WriteEdited(edit, json, member, copied, output);
                }
            }

            previousEnd = member.End;
        }

        output.Write(json[copied..previousEnd]);
        WriteAdded(found, isFirst, output);
        output.Write(json[previousEnd..]);
    }

    /// <summary>As the other, for an object whose properties are not known yet.</summary>
    public void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        using JsonMemberList members = JsonMemberList.Of(json);
        Write(json, members.Items, output);
    }

    private static bool Adds(JsonEdit edit) => edit.Kind switch
    {
        JsonEditKind.Set => true,
        JsonEditKind.Inside => edit.Nested!._adds,
        _ => false,
    };

    private static bool Drops(JsonEdit edit, ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members) =>
        edit.Kind == JsonEditKind.Remove
        || (edit.Kind == JsonEditKind.Rename && IsPresent(edit.Json.AsSpan(1, edit.Json.Length - 2), json, members));

    private static bool IsPresent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members)
    {
        foreach (ref readonly JsonMember member in members)
        {
            if (member.IsNamed(json, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>How far the source is used up.</returns>
    private static int WriteEdited(JsonEdit edit, ReadOnlySpan<byte> json, in JsonMember member, int copied, IBufferWriter<byte> output)
    {
        if (edit.Kind == JsonEditKind.Rename)
        {
            output.Write(json[copied..member.Start]);
            output.Write(edit.Json);
            return member.Name.End + 1;
        }

        output.Write(json[copied..member.Value.Start]);
        ReadOnlySpan<byte> value = json.Slice(member.Value.Start, member.Value.Length);
        switch (edit.Kind)
        {
            case JsonEditKind.Inside when value[0] == (byte)'{':
                edit.Nested!.Write(value, output);
                break;
            case JsonEditKind.Inside when value.SequenceEqual("null"u8) && edit.Nested!._adds:
                edit.Nested.Write("{}"u8, [], output);
                break;
            case JsonEditKind.Each when value[0] == (byte)'[':
                WriteEach(edit.Nested!, value, output);
                break;
            case JsonEditKind.Set or JsonEditKind.Replace:
            case JsonEditKind.ReplaceText when value.SequenceEqual(edit.From):
                output.Write(edit.Json);
                break;
            default:
                output.Write(value);
                break;
        }

        return member.End;
    }

    private static void WriteEach(JsonSplice nested, ReadOnlySpan<byte> array, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(array);
        reader.Read();
        int copied = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isObject)
            {
                output.Write(array[copied..start]);
                copied = (int)reader.BytesConsumed;
                nested.Write(array[start..copied], output);
            }
        }

        output.Write(array[copied..]);
    }

    private void WriteAdded(ulong found, bool isFirst, IBufferWriter<byte> output)
    {
        for (ulong missing = ~found; missing != 0; missing &= missing - 1)
        {
            int index = BitOperations.TrailingZeroCount(missing);
            if (index >= _edits.Length)
            {
                return;
            }

            JsonEdit edit = _edits[index];
            if (!Adds(edit))
            {
                continue;
            }

            output.Write(isFirst ? ""u8 : ","u8);
            output.Write(edit.Head);
            if (edit.Nested is null)
            {
                output.Write(edit.Json);
            }
            else
            {
                edit.Nested.Write("{}"u8, [], output);
            }

            isFirst = false;
        }
    }

    private int IndexOf(ReadOnlySpan<byte> json, in JsonMember member)
    {
        for (int i = 0; i < _edits.Length; i++)
        {
            if (member.IsNamed(json, _edits[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    private int IndexOf(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < _edits.Length; i++)
        {
            if (name.SequenceEqual(_edits[i].Name))
            {
                return i;
            }
        }

        return -1;
    }
}
