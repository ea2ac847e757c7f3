using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.DashScope;

/// <summary>A chat request: neutral form → bytes. The address and the header <c>X-DashScope-SSE</c> belong to the request as well, and are the provider's to know.</summary>
internal static class RequestWriter
{
    public static void Write(ChatRequest request, string requestModel, bool isCumulative, IBufferWriter<byte> output, LossList losses)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("model", requestModel);
        json.WriteStartObject("input");
        json.WriteStartArray("messages");
        for (int index = 0; index < request.Messages.Count; index++)
        {
            MessageWriter.Write(json, request.Messages[index], $"messages[{index}]", losses);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("parameters");
        json.WriteString("result_format", "message");
        json.WriteOptional("incremental_output", request.Stream ? !isCumulative : null);
        ToolWriter.Write(json, request, losses);
        ResponseFormatWriter.Write(json, request.ResponseFormat);
        WriteSampling(json, request.Sampling);
        WriteThinking(json, request);
        json.WriteOptional("max_tokens", (long?)request.MaxOutputTokens);
        json.WriteOptional("n", request.N == 1 ? null : (long?)request.N);
        json.WriteOptional("logprobs", request.Logprobs ? true : null);
        json.WriteOptional("top_logprobs", request.TopLogprobs == 0 ? null : (long?)request.TopLogprobs);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, SamplingOptions sampling)
    {
        json.WriteOptional("temperature", sampling.Temperature);
        json.WriteOptional("top_p", sampling.TopP);
        json.WriteOptional("top_k", (long?)sampling.TopK);
        json.WriteOptional("presence_penalty", sampling.PresencePenalty);
        json.WriteOptional("repetition_penalty", sampling.RepetitionPenalty);
        json.WriteOptional("seed", sampling.Seed);
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

    private static void WriteThinking(Utf8JsonWriter json, ChatRequest request)
    {
        if (request.ReasoningBudget is { } budget)
        {
            json.WriteBoolean("enable_thinking", budget > 0);
            json.WriteOptional("thinking_budget", budget > 0 ? (long?)budget : null);
        }
        else if (request.ReasoningEffort is { } effort)
        {
            json.WriteBoolean("enable_thinking", effort != "none");
        }
    }
}
