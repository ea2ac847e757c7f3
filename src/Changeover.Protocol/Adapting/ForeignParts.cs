using System.Collections.ObjectModel;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>What only the client's own dialect understands is left out, and told: extensions, the tools of a provider, pieces of a kind that is not known.</summary>
internal static class ForeignParts
{
    /// <summary>Say nothing about the answer: no loss when another dialect does not carry them.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "metadata", "store", "include", "stream_options.include_obfuscation", "stream_options.include_usage", "keep_alive", "background", "prompt_cache_key",
        "safety_identifier", "truncation", "service_tier", "id", "message.id",
    };

    /// <summary>Name a conversation that another provider keeps: without it the question would stand alone.</summary>
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal) { "previous_response_id", "conversation", "cachedContent" };

    private static readonly ReadOnlyDictionary<string, string> None = ReadOnlyDictionary<string, string>.Empty;

    public static ChatRequest Drop(ChatRequest request, AdaptingStep step)
    {
        if (step.SameDialect)
        {
            return request;
        }

        Tell(request.Extensions, "", step);
        for (int index = 0; index < request.ProviderTools.Count; index++)
        {
            step.Takes(Feature.ProviderTools, $"tools[{request.Tools.Count + index}]");
        }

        return request with
        {
            Extensions = None,
            ProviderTools = [],
            Messages = [.. request.Messages.Select((message, index) => Drop(message, $"messages[{index}]", step))],
            Tools = [.. request.Tools.Select((tool, index) => Drop(tool, $"tools[{index}]", step))],
        };
    }

    private static ChatMessage Drop(ChatMessage message, string path, AdaptingStep step)
    {
        Tell(message.Extensions, $"{path}.", step);
        return message with
        {
            Extensions = None,
            Parts = [.. message.Parts.Select((part, index) => Drop(part, $"{path}.content[{index}]", step)).OfType<ContentPart>()],
            ToolCalls = [.. message.ToolCalls.Select((call, index) => Drop(call, $"{path}.tool_calls[{index}]", step))],
        };
    }

    private static ContentPart? Drop(ContentPart part, string path, AdaptingStep step)
    {
        if (part is ContentPart.Unknown unknown)
        {
            step.Losses.Ignored(path, $"only its own dialect knows the kind '{Kind(unknown.Type)}'");
            return null;
        }

        Tell(part.Extensions, $"{path}.", step);
        return part with { Extensions = None };
    }

    private static ToolDefinition Drop(ToolDefinition tool, string path, AdaptingStep step)
    {
        Tell(tool.Extensions, $"{path}.", step);
        return tool with { Extensions = None };
    }

    private static ToolCall Drop(ToolCall call, string path, AdaptingStep step)
    {
        Tell(call.Extensions, $"{path}.", step);
        return call with { Extensions = None };
    }

    private static void Tell(IReadOnlyDictionary<string, string> extensions, string prefix, AdaptingStep step)
    {
        foreach ((string name, string raw) in extensions)
        {
            if (Elsewhere.Contains(name))
            {
                if (raw != "null")
                {
                    step.Losses.Reject(prefix + name, "the conversation is kept elsewhere: send all of it");
                }
            }
            else if (!Harmless.Contains(name))
            {
                step.Losses.Ignored(prefix + name, "only its own dialect knows it");
            }
        }
    }

    /// <summary>The kind is a word of the client's: only its beginning is repeated.</summary>
    private static string Kind(string type) => type.Length <= 40 ? type : type[..40];
}
