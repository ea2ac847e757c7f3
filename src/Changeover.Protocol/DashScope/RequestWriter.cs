using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.DashScope;

/// <summary>A chat request: neutral form → bytes. The address and the header <c>X-DashScope-SSE</c> belong to the request as well, and are the provider's to know.</summary>
internal static class RequestWriter
{
    private const double SmallestTopP = 0.001;
    private const int MostChoices = 4;

    public static void Write(ChatRequest request, string requestModel, bool isCumulative, IBufferWriter<byte> output, LossList losses)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("model", requestModel);
        json.WriteStartObject("input");
        json.WriteStartArray("messages");
        IReadOnlyList<ChatMessage> messages = OneInstruction.Of(request.Messages);
        for (int index = 0; index < messages.Count; index++)
        {
            MessageWriter.Write(json, messages[index], $"messages[{index}]", losses);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("parameters");
        json.WriteString("result_format", "message");
        json.WriteOptional("incremental_output", request.Stream ? !isCumulative : null);
        ToolWriter.Write(json, request, losses);
        ResponseFormatWriter.Write(json, request.ResponseFormat);
        WriteSampling(json, request.Sampling, losses);
        WriteThinking(json, request, losses);
        json.WriteOptional("max_tokens", request.MaxOutputTokens > 0 ? (long?)request.MaxOutputTokens : null);
        WriteChoices(json, request.N, losses);
        json.WriteOptional("logprobs", request.Logprobs ? true : null);
        json.WriteOptional("top_logprobs", request.TopLogprobs == 0 ? null : (long?)request.TopLogprobs);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, SamplingOptions sampling, LossList losses)
    {
        json.WriteOptional("temperature", sampling.Temperature);
        json.WriteOptional("top_p", TopP(sampling.TopP, losses));
        json.WriteOptional("top_k", (long?)sampling.TopK);
        json.WriteOptional("presence_penalty", sampling.PresencePenalty);
        json.WriteOptional("repetition_penalty", sampling.RepetitionPenalty);
        json.WriteOptional("seed", Seed(sampling.Seed, losses));
        if (sampling.Stop.Count > 0)
        {
            json.WriteStartArray("stop");
            foreach (string stop in sampling.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }
    }

    private static double? TopP(double? topP, LossList losses)
    {
        if (topP is null or > 0)
        {
            return topP;
        }

        losses.Emulated("top_p", "raised to the target's smallest");
        return SmallestTopP;
    }

    /// <summary>Seeds are not negative here: the sign is left out.</summary>
    private static long? Seed(long? seed, LossList losses)
    {
        if (seed is null or >= 0)
        {
            return seed;
        }

        losses.Emulated("seed", "the target takes none below 0");
        return seed & long.MaxValue;
    }

    private static void WriteChoices(Utf8JsonWriter json, int count, LossList losses)
    {
        if (count > MostChoices)
        {
            losses.Ignored("n", $"the target gives {MostChoices} answers at most");
        }

        json.WriteOptional("n", count == 1 ? null : (long?)Math.Min(count, MostChoices));
    }

    /// <summary>JSON and a forced call are refused together with thinking (seen 2026-11).</summary>
    private static void WriteThinking(Utf8JsonWriter json, ChatRequest request, LossList losses)
    {
        if (request is { ReasoningBudget: null, ReasoningEffort: null })
        {
            return;
        }

        bool wants = request.ReasoningBudget is { } budget ? budget > 0 : request.ReasoningEffort != "none";
        bool may = request.ResponseFormat is null or ResponseFormat.Text && request.ToolChoice is not { Mode: ToolChoiceMode.Named };
        if (wants && !may)
        {
            losses.Ignored(request.ReasoningBudget is null ? "reasoning_effort" : "thinking.budget_tokens", "the target does not reason where the form of its answer is fixed");
        }

        json.WriteBoolean("enable_thinking", wants && may);
        json.WriteOptional("thinking_budget", wants && may ? (long?)request.ReasoningBudget : null);
    }
}
