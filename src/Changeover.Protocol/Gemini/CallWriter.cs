using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Calls of functions and their results, in a request.</summary>
internal static class CallWriter
{
    /// <summary>Google's own word for a call that no Gemini made: without a signature or this the third family refuses the request (ai.google.dev/gemini-api/docs/thought-signatures, seen 2026-11).</summary>
    private const string NoSignature = "skip_thought_signature_validator";

    public static void Write(RequestStep step, ToolCall call, string path, bool isFirst)
    {
        bool isObject = ModelPart.OpenCall(step.Json, IdOf(step, call.Id), call.Name, call.Arguments);
        if (!isObject)
        {
            step.Losses.Emulated($"{path}.function.arguments", "arguments that are no JSON object are put into one");
        }

        if (step.IsOwn)
        {
            step.Json.WriteExtensionsInside(call.Extensions, "functionCall");
        }

        step.Json.WriteEndObject();
        WriteSignature(step, call, path, isFirst);
        if (step.IsOwn)
        {
            step.Json.WriteExtensions(call.Extensions, "functionCall");
        }

        step.Json.WriteEndObject();
    }

    /// <summary>A result goes by the name of its function. Pictures in it stand inside where the client spoke Gemini, else behind it, which all models take.</summary>
    public static void WriteResult(RequestStep step, ChatMessage result, ToolCall? call, string path)
    {
        ContentPart[] media = [.. result.Parts.Where(part => part is not ContentPart.Text)];
        step.Json.WriteStartObject();
        step.Json.WriteStartObject("functionResponse");
        step.Json.WriteOptional("id", IdOf(step, result.ToolCallId));
        step.Json.WriteString("name", NameOf(step, result, call, path));
        FunctionResult.Write(step.Json, result.PlainText, result.IsToolError);
        if (step.IsOwn)
        {
            if (media.Length > 0)
            {
                step.Json.WriteStartArray("parts");
                PartWriter.WriteAll(step, result with { Parts = media }, path);
                step.Json.WriteEndArray();
            }

            step.Json.WriteExtensionsInside(result.Extensions, "functionResponse");
        }

        step.Json.WriteEndObject();
        if (step.IsOwn)
        {
            step.Json.WriteExtensions(result.Extensions, "functionResponse");
        }

        step.Json.WriteEndObject();
        if (!step.IsOwn && media.Length > 0)
        {
            step.Losses.Emulated($"{path}.content", "pictures and files of a result stand behind it");
            PartWriter.WriteAll(step, result with { Parts = media }, path);
        }
    }

    private static void WriteSignature(RequestStep step, ToolCall call, string path, bool isFirst)
    {
        if (call.Seal is { Origin: Dialect.Gemini } seal)
        {
            step.Json.WriteString("thoughtSignature", seal.Value);
        }
        else if (isFirst && step.Family.IsThirdOrLater)
        {
            step.Losses.Emulated(path, "a call that no Gemini signed goes unchecked");
            step.Json.WriteString("thoughtSignature", NoSignature);
        }
    }

    private static string? IdOf(RequestStep step, string? id) => step.Family.IsThirdOrLater && !string.IsNullOrEmpty(id) ? id : null;

    private static string NameOf(RequestStep step, ChatMessage result, ToolCall? call, string path)
    {
        if ((call?.Name ?? result.Name) is { } name)
        {
            return name;
        }

        step.Losses.Emulated(path, "a result without its call goes by its id");
        return result.ToolCallId ?? "unknown";
    }
}
