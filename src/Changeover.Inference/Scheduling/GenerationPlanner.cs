using System.Diagnostics.CodeAnalysis;
using Changeover.Inference.Answering;
using Changeover.Inference.Loading;
using Changeover.Inference.Sampling;
using Changeover.Inference.Tokens;
using Changeover.Protocol.Chat;

namespace Changeover.Inference.Scheduling;

/// <summary>Turns a request into a <see cref="Generation"/>, or says why the model cannot serve it. Safe for concurrent use.</summary>
internal sealed class GenerationPlanner(ModelCard card, ModelTokenizer tokenizer, GenerationDefaults defaults, IdSource ids, int slots, TimeProvider time)
{
    public bool TryPlan(ChatRequest request, [NotNullWhen(true)] out Generation? generation, [NotNullWhen(false)] out UpstreamError? refusal)
    {
        generation = null;
        refusal = Refuse(request);
        if (refusal is not null)
        {
            return false;
        }

        var prompt = string.Concat(request.Messages.Select(m => $"<|im_start|>{m.Role.ToString().ToLowerInvariant()}\n{tokenizer.Disarm(m.PlainText)}<|im_end|>\n")) + "<|im_start|>assistant\n";
        var tokens = tokenizer.Encode(prompt);
        if (tokens.Count >= card.ContextLength)
        {
            refusal = EmbeddedErrors.ContextExceeded(card.ContextLength, $"{tokens.Count}");
            return false;
        }

        var room = card.ContextLength - tokens.Count;
        generation = new Generation
        {
            Started = new ChatEvent.Started(ids.Next("chatcmpl-"), card.Name, time.GetUtcNow().ToUnixTimeSeconds()),
            Prompt = tokens,
            N = request.N,
            Sampling = SamplingPlan.From(request.Sampling, defaults.Sampling),
            Seed = request.Sampling.Seed is { } seed ? (ulong)seed : ids.NextSeed(),
            MaxTokens = Math.Min(request.MaxOutputTokens ?? room, room),
            Form = new AnswerForm { MayReason = true, Stop = request.Sampling.Stop },
            Logprobs = request.Logprobs,
            TopLogprobs = request.TopLogprobs,
        };
        return true;
    }

    private UpstreamError? Refuse(ChatRequest request)
    {
        if (request.Messages.SelectMany(message => message.Parts).FirstOrDefault(part => part is not (ContentPart.Text or ContentPart.Refusal)) is { } part)
        {
            return EmbeddedErrors.Invalid("messages", "unsupported_content", $"The embedded model reads text only, not {part.GetType().Name.ToLowerInvariant()} parts.");
        }

        if (request.N < 1 || request.N > slots)
        {
            return EmbeddedErrors.Invalid("n", "invalid_value", $"'n' must be 1 to {slots}, the slots of the embedded model.");
        }

        if (request.Sampling.LogitBias.Keys.Where(token => token < 0 || token >= card.VocabularySize).Select(token => (int?)token).FirstOrDefault() is { } unknown)
        {
            return EmbeddedErrors.Invalid("logit_bias", "invalid_value", $"'logit_bias' names token {unknown}; this model has tokens 0 to {card.VocabularySize - 1}.");
        }

        return null;
    }
}
