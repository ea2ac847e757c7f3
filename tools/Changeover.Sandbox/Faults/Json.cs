using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Faults;

/// <summary>Default values of parameters.</summary>
internal static class Json
{
    public static JsonValue Of(int value) => JsonValue.Create(value);

    public static JsonValue Of(bool value) => JsonValue.Create(value);

    public static JsonValue Of(string value) => JsonValue.Create(value)!;
}
