using System.Text;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>Makes the first content event, or the body, very large: an unknown field at its end, so the text stays what it was.</summary>
internal static class Padding
{
    public static Script Add(Script script, int bytes)
    {
        var field = Encoding.ASCII.GetBytes($",\"obfuscation\":\"{new string('x', bytes)}\"");
        var added = false;
        return script with
        {
            ContentLength = script.ContentLength + field.Length,
            Steps = script.Steps.Select(step =>
            {
                if (added || step is not Step.Send { Part: Part.Body or Part.Content } send) return step;
                added = true;
                var end = send.Bytes.Span.LastIndexOf((byte)'}');
                return send with { Bytes = (byte[])[.. send.Bytes.Span[..end], .. field, .. send.Bytes.Span[end..]] };
            }),
        };
    }
}
