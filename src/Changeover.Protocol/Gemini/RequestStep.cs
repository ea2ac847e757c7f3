using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Gemini;

/// <summary>What every part of writing a request needs.</summary>
/// <param name="Json">Receives it.</param>
/// <param name="Request">What is written.</param>
/// <param name="Family">The model that it goes to.</param>
/// <param name="Losses">Receives what has no place.</param>
internal sealed record RequestStep(Utf8JsonWriter Json, ChatRequest Request, ModelFamily Family, LossList Losses)
{
    /// <summary>The request came in this dialect: extensions and unknown parts go back where they were.</summary>
    public bool IsOwn => Request.Dialect == Dialect.Gemini;

    /// <summary>The path of a message, in the client's words.</summary>
    public string PathOf(int message) => IsOwn ? $"contents[{message}]" : $"messages[{message}]";

    /// <summary>The path of a function's parameters, in the client's words.</summary>
    public string PathOfParameters(int tool) => Request.Dialect switch
    {
        Dialect.Gemini => $"tools[0].functionDeclarations[{tool}].parameters",
        Dialect.AnthropicMessages => $"tools[{tool}].input_schema",
        Dialect.OpenAIResponses => $"tools[{tool}].parameters",
        _ => $"tools[{tool}].function.parameters",
    };

    /// <summary>The path of the schema of the answer, in the client's words.</summary>
    public string PathOfFormat => Request.Dialect switch
    {
        Dialect.Gemini => "generationConfig.responseSchema",
        Dialect.AnthropicMessages => "output_format.schema",
        Dialect.OpenAIResponses => "text.format.schema",
        Dialect.Ollama => "format",
        _ => "response_format.json_schema.schema",
    };
}
