using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>A chat request: neutral form → bytes. What equals a default of the dialect is left out.</summary>
public static class RequestWriter
{
    /// <summary>Writes one JSON object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requestModel">The model name that the upstream knows.</param>
    /// <param name="output">Receives the bytes.</param>
    public static void Write(ChatRequest request, string requestModel, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("model", requestModel);
        json.WriteStartArray("messages");
        foreach (ChatMessage message in request.Messages)
        {
            MessageWriter.Write(json, message);
        }

        json.WriteEndArray();
        ToolWriter.WriteTools(json, request);
        json.WriteOptional("parallel_tool_calls", request.ParallelToolCalls);
        ResponseFormatWriter.Write(json, request.ResponseFormat);
        WriteSampling(json, request.Sampling);
        json.WriteOptional(request.SaysMaxTokens ? "max_tokens" : "max_completion_tokens", (long?)request.MaxOutputTokens);
        WriteOutputOptions(json, request);
        json.WriteOptional("reasoning_effort", request.ReasoningEffort);
        json.WriteOptional("user", request.User);
        json.WriteExtensions(request.Extensions, "stream_options");
        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, SamplingOptions sampling)
    {
        json.WriteOptional("temperature", sampling.Temperature);
        json.WriteOptional("top_p", sampling.TopP);
        json.WriteOptional("top_k", (long?)sampling.TopK);
        json.WriteOptional("min_p", sampling.MinP);
        json.WriteOptional("frequency_penalty", sampling.FrequencyPenalty);
        json.WriteOptional("presence_penalty", sampling.PresencePenalty);
        json.WriteOptional("repetition_penalty", sampling.RepetitionPenalty);
        json.WriteOptional("seed", sampling.Seed);
        if (sampling.LogitBias.Count > 0)
        {
            json.WriteStartObject("logit_bias");
            foreach ((int token, double bias) in sampling.LogitBias)
            {
                json.WriteNumber(token.ToString(CultureInfo.InvariantCulture), bias);
            }

            json.WriteEndObject();
        }

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

    private static void WriteOutputOptions(Utf8JsonWriter json, ChatRequest request)
    {
        json.WriteOptional("n", request.N == 1 ? null : (long?)request.N);
        json.WriteOptional("logprobs", request.Logprobs ? true : null);
        json.WriteOptional("top_logprobs", request.TopLogprobs == 0 ? null : (long?)request.TopLogprobs);
        json.WriteOptional("stream", request.Stream ? true : null);
        if (request.IncludeUsage || JsonOutput.HasExtensionsInside(request.Extensions, "stream_options"))
        {
            json.WriteStartObject("stream_options");
            json.WriteOptional("include_usage", request.IncludeUsage ? true : null);
            json.WriteExtensionsInside(request.Extensions, "stream_options");
            json.WriteEndObject();
        }
    }
}
