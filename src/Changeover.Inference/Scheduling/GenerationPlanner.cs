using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Changeover.Inference.Answering;
using Changeover.Inference.Constraints;
using Changeover.Inference.Loading;
using Changeover.Inference.Sampling;
using Changeover.Inference.Templates;
using Changeover.Inference.Tokens;
using Changeover.Protocol.Chat;

namespace Changeover.Inference.Scheduling;

/// <summary>Turns a request into a <see cref="Generation"/>, or says why the model cannot serve it. Safe for concurrent use.</summary>
internal sealed class GenerationPlanner(
    ModelCard card, PromptTemplate template, ModelTokenizer tokenizer, GenerationDefaults defaults, IdSource ids, int slots, TimeProvider time)
{
    private readonly Lazy<CompiledConstraint> _anyObject = new(() => ConstraintCompiler.CompileJsonObject(tokenizer.Table));

    public bool TryPlan(ChatRequest request, [NotNullWhen(true)] out Generation? generation, [NotNullWhen(false)] out UpstreamError? refusal)
    {
        generation = null;
        refusal = RequestCheck.Refuse(request, card, tokenizer.Table.LongestToken, slots);
        if (refusal is not null)
        {
            return false;
        }

        try
        {
            var constraint = Constrain(request);
            var prompt = Render(request, constraint is not null);
            var tokens = tokenizer.Encode(prompt);
            if (tokens.Count >= card.ContextLength)
            {
                refusal = EmbeddedErrors.ContextExceeded(card.ContextLength, tokens.Count);
                return false;
            }

            generation = Plan(request, constraint, prompt, tokens);
            return true;
        }
        catch (UnsupportedSchemaException error)
        {
            refusal = EmbeddedErrors.Invalid(error.Path.StartsWith("#/tools", StringComparison.Ordinal) ? "tools" : "response_format", "unsupported_schema", error.Message);
        }
        catch (ChatTemplateException error)
        {
            refusal = error.RaisedByTemplate
                ? EmbeddedErrors.Invalid("messages", "invalid_conversation", $"The model's chat template refuses this conversation: {error.Fault}")
                : EmbeddedErrors.Failed(error.Message);
        }
        catch (RegexMatchTimeoutException)
        {
            refusal = EmbeddedErrors.Failed("the tokenizer's pattern takes too long on this text.");
        }

        return false;
    }

    private Generation Plan(ChatRequest request, CompiledConstraint? constraint, string prompt, List<int> tokens)
    {
        var room = card.ContextLength - tokens.Count;
        return new Generation
        {
            Started = new ChatEvent.Started(ids.Next("chatcmpl-"), card.Name, time.GetUtcNow().ToUnixTimeSeconds()),
            Prompt = tokens,
            N = request.N,
            Sampling = SamplingPlan.From(request.Sampling, defaults.Sampling),
            Seed = request.Sampling.Seed is { } seed ? (ulong)seed : ids.NextSeed(),
            MaxTokens = Math.Min(request.MaxOutputTokens ?? room, room),
            Constraint = constraint is null ? null : constraint.Start,
            Form = new AnswerForm
            {
                ToolNames = OfferedTools(request).Select(tool => tool.Name).ToHashSet(),
                OneToolCall = constraint is not null || request.ParallelToolCalls is false,
                MayReason = constraint is null,
                StartsInReasoning = constraint is null && prompt.AsSpan().TrimEnd().EndsWith(AnswerParser.ThinkStart),
                Stop = request.Sampling.Stop,
            },
            Logprobs = request.Logprobs,
            TopLogprobs = request.TopLogprobs,
        };
    }

    private string Render(ChatRequest request, bool constrained)
    {
        var thinks = !constrained && request.ReasoningEffort is not ("none" or "minimal");
        return template.Render(new ChatTemplateInput([.. request.Messages.Select(Disarm)], OfferedTools(request), true, null, null, time.GetUtcNow())
        {
            Variables = thinks ? new Dictionary<string, JsonElement>() : new Dictionary<string, JsonElement> { ["enable_thinking"] = JsonSerializer.SerializeToElement(false) },
        });
    }

    /// <summary>A forced tool call, else the wanted form of the text; null = free. A form that is wanted rules out the tools that merely may be called.</summary>
    private CompiledConstraint? Constrain(ChatRequest request) => request.ToolChoice is { Mode: ToolChoiceMode.Required or ToolChoiceMode.Named } choice
        ? ConstraintCompiler.CompileToolCall(request.Tools, choice.Name, AnswerParser.ToolCallStart + "\n", "\n" + AnswerParser.ToolCallEnd, tokenizer.Table)
        : request.ResponseFormat switch
        {
            ResponseFormat.JsonObject => _anyObject.Value,
            ResponseFormat.JsonSchema form => ConstraintCompiler.CompileJsonSchema(form.Schema, tokenizer.Table),
            _ => null,
        };

    private static IReadOnlyList<ToolDefinition> OfferedTools(ChatRequest request) =>
        request.ToolChoice?.Mode == ToolChoiceMode.None ? [] : request.Tools;

    // What people and tools say must not open or close a turn.
    private ChatMessage Disarm(ChatMessage message) => message with
    {
        Parts = [.. message.Parts.Select(part => new ContentPart.Text(tokenizer.Disarm(part is ContentPart.Refusal refusal ? refusal.Value : ((ContentPart.Text)part).Value)))],
        Reasoning = message.Reasoning is { } reasoning ? tokenizer.Disarm(reasoning) : null,
    };
}
