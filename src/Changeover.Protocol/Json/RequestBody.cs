using System.Text.Json;
using System.Text.Unicode;

namespace Changeover.Protocol.Json;

/// <summary>A request body as a tree, refused where two readers could understand two requests.</summary>
internal static class RequestBody
{
    /// <summary>Reads a whole body: valid UTF-8, one JSON object, no property twice, at most 64 levels deep.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="read">Makes the request; what it finds wrong goes to the faults of its fields.</param>
    /// <param name="fault">Why the result is null. Bad input never throws.</param>
    /// <param name="takesSnakeCase">As <see cref="JsonFields"/> has it.</param>
    public static T? Read<T>(ReadOnlyMemory<byte> body, Func<JsonFields, T> read, out RequestFault? fault, bool takesSnakeCase = false)
        where T : class
    {
        T? request = null;
        try
        {
            fault = Check(body.Span);
            if (fault is null)
            {
                using JsonDocument document = JsonDocument.Parse(body);
                var faults = new FaultSink();
                request = read(new JsonFields(document.RootElement, "", faults, takesSnakeCase));
                fault = faults.First;
            }
        }
        catch (JsonException error)
        {
            fault = Invalid($"is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}), or too deep");
        }
        catch (InvalidOperationException)
        {
            fault = Invalid("has half of a surrogate pair in a string");
        }

        return fault is null ? request : null;
    }

    private static RequestFault? Check(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return Invalid("is not valid UTF-8");
        }

        using var json = new StrictJsonReader(body);
        if (json.Read() && json.Token != JsonTokenType.StartObject)
        {
            return Invalid("must be a JSON object");
        }

        while (json.Read())
        {
        }

        return json.Fault;
    }

    private static RequestFault Invalid(string what) => new(RequestFaultCode.InvalidJson, $"The request body {what}.", null);
}
