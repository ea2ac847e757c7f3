using System.Text;
using System.Text.Json;
using Changeover.Inference.Templates;

namespace Changeover.Inference.Loading;

/// <summary>The model's chat template with the tokens that it names: from <c>chat_template.jinja</c>, else from <c>tokenizer_config.json</c>.</summary>
internal sealed class PromptTemplate
{
    private readonly ChatTemplate _plain;
    private readonly ChatTemplate _withTools;
    private readonly string? _bos;

    private PromptTemplate(ChatTemplate plain, ChatTemplate withTools, string? bos, string? end) =>
        (_plain, _withTools, _bos, EndToken) = (plain, withTools, bos, end);

    /// <summary>The token that ends a turn; null = not named.</summary>
    public string? EndToken { get; }

    public static PromptTemplate Read(ModelFolder folder)
    {
        var json = ModelJson.Read(folder, "tokenizer_config.json");
        var file = folder.TryRead("chat_template.jinja");
        var (plain, withTools) = file is not null ? (Encoding.UTF8.GetString(file), null) : Sources(json);
        if (plain is null)
        {
            throw new ModelLoadException($"The model folder '{folder.Path}' has no chat template, neither in tokenizer_config.json nor as chat_template.jinja: this is a base model. Take its instruct variant.");
        }

        try
        {
            var parsed = ChatTemplate.Parse(plain);
            return new PromptTemplate(parsed, withTools is null ? parsed : ChatTemplate.Parse(withTools), json.Text("bos_token"), json.Text("eos_token"));
        }
        catch (ChatTemplateException error)
        {
            throw new ModelLoadException($"The chat template of '{folder.Path}' cannot be used: {error.Message}. Serve this model with Ollama, llama.cpp or vLLM behind an upstream.", error);
        }
    }

    /// <summary>The prompt, the assistant's turn opened. <see cref="ChatTemplateException"/> when the template refuses the conversation.</summary>
    public string Render(ChatTemplateInput input) =>
        (input.Tools.Count > 0 ? _withTools : _plain).Render(input with { AddGenerationPrompt = true, BosToken = _bos, EosToken = EndToken });

    // One template, or several by name of which "tool_use" is for conversations with tools.
    private static (string? Plain, string? WithTools) Sources(ModelJson json)
    {
        if (json.Find("chat_template") is not { ValueKind: JsonValueKind.Array } named)
        {
            return (json.Text("chat_template"), null);
        }

        var byName = named.EnumerateArray().ToDictionary(entry => entry.GetProperty("name").GetString()!, entry => entry.GetProperty("template").GetString(), StringComparer.Ordinal);
        return (byName.GetValueOrDefault("default"), byName.GetValueOrDefault("tool_use"));
    }
}
