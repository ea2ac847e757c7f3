using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Hunyuan;

/// <summary>A chat request: neutral form → bytes. The action and the signature travel in headers, which are the provider's to know.</summary>
internal static class RequestWriter
{
    private const int MostMessages = 40;
    private const int LargestSeed = 10_000;

    public static void Write(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("Model", requestModel);
        WriteMessages(json, request.Messages, losses);
        ToolWriter.Write(json, request, losses);
        json.WriteOptional("Temperature", request.Sampling.Temperature);
        json.WriteOptional("TopP", request.Sampling.TopP);
        json.WriteOptional("Seed", Seed(request.Sampling.Seed, losses));
        if (request.Sampling.Stop.Count > 0)
        {
            json.WriteStartArray("Stop");
            foreach (string stop in request.Sampling.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        json.WriteOptional("EnableThinking", Thinking(request, requestModel, losses));
        json.WriteOptional("Stream", request.Stream ? true : null);
        json.WriteEndObject();
    }

    /// <summary>Of more than 40 messages Hunyuan would forget the first ones without a word (cloud.tencent.com/document/api/1729/105701; seen 2026-11-23).</summary>
    private static void WriteMessages(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, LossList losses)
    {
        List<ChatMessage> turns = TurnOrder.Arrange(messages, losses);
        if (turns.Count > MostMessages)
        {
            losses.Reject("messages", $"the target takes {MostMessages} messages and forgets the first ones of more");
        }

        json.WriteStartArray("Messages");
        for (int index = 0; index < turns.Count; index++)
        {
            MessageWriter.Write(json, turns[index], $"messages[{index}]", losses);
        }

        json.WriteEndArray();
    }

    /// <summary>Any seed has its place among those that Hunyuan takes, and the same one each time.</summary>
    private static long? Seed(long? seed, LossList losses)
    {
        if (seed is null or (>= 1 and <= LargestSeed))
        {
            return seed;
        }

        losses.Emulated("seed", $"folded into 1 to {LargestSeed}");
        return 1 + (long)((ulong)seed.Value % LargestSeed);
    }

    /// <summary>A switch, and of one model only (seen 2026-11-23).</summary>
    private static bool? Thinking(ChatRequest request, string requestModel, LossList losses)
    {
        if (request is { ReasoningBudget: null, ReasoningEffort: null })
        {
            return null;
        }

        string path = request.ReasoningBudget is null ? "reasoning_effort" : "thinking.budget_tokens";
        if (!requestModel.Contains("a13b", StringComparison.OrdinalIgnoreCase))
        {
            losses.Ignored(path, "this model has no switch for reasoning");
            return null;
        }

        bool thinks = request.ReasoningBudget is { } budget ? budget > 0 : request.ReasoningEffort != "none";
        if (thinks)
        {
            losses.Emulated(path, "reasoning is on or off here");
        }

        return thinks;
    }
}
