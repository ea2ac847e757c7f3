using System.Text.Json;

namespace Changeover.Protocol.Json;

/// <summary>Property names of dialects that say the same words, one in snake_case and the other in PascalCase.</summary>
internal static class LooseName
{
    /// <summary>Whether the name under the reader is the given one but for case and underscores: <c>ToolCalls</c> is <c>tool_calls</c>.</summary>
    public static bool Is(this in Utf8JsonReader json, ReadOnlySpan<byte> snakeCase)
    {
        ReadOnlySpan<byte> name = json.ValueSpan;
        int at = 0;
        foreach (byte letter in snakeCase)
        {
            if (letter != (byte)'_')
            {
                if (at == name.Length || (name[at] | 0x20) != letter)
                {
                    return false;
                }

                at++;
            }
            else if (at < name.Length && name[at] == letter)
            {
                at++;
            }
        }

        return at == name.Length;
    }
}
