using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary><c>generationConfig</c>; left out when nothing is said in it.</summary>
internal static class GenerationConfigWriter
{
    private const string Nested = "generationConfig";
    private const string Thinking = "generationConfig.thinkingConfig";

    public static void Write(RequestStep step)
    {
        TellUnsaid(step);
        WriteUnlessEmpty(step, Nested, inside =>
        {
            WriteSampling(inside.Json, inside.Request.Sampling);
            WriteOutput(inside);
            WriteFormat(inside);
            WriteUnlessEmpty(inside, "thinkingConfig", WriteThinking);
            if (inside.IsOwn)
            {
                inside.Json.WriteExtensionsInside(inside.Request.Extensions, Nested, Thinking);
            }
        });
    }

    private static void WriteUnlessEmpty(RequestStep step, string name, Action<RequestStep> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, JsonOutput.Options))
        {
            json.WriteStartObject();
            write(step with { Json = json });
            json.WriteEndObject();
        }

        if (output.WrittenCount > "{}".Length)
        {
            step.Json.WritePropertyName(name);
            step.Json.WriteRawValue(output.WrittenSpan);
        }
    }

    private static void WriteSampling(Utf8JsonWriter json, SamplingOptions sampling)
    {
        json.WriteOptional("temperature", sampling.Temperature);
        json.WriteOptional("topP", sampling.TopP);
        json.WriteOptional("topK", (long?)sampling.TopK);
        json.WriteOptional("presencePenalty", sampling.PresencePenalty);
        json.WriteOptional("frequencyPenalty", sampling.FrequencyPenalty);
        json.WriteOptional("seed", (long?)(int?)sampling.Seed);
        if (sampling.Stop.Count > 0)
        {
            json.WriteStartArray("stopSequences");
            foreach (string stop in sampling.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteOutput(RequestStep step)
    {
        ChatRequest request = step.Request;
        step.Json.WriteOptional("maxOutputTokens", (long?)request.MaxOutputTokens);
        step.Json.WriteOptional("candidateCount", request.N == 1 ? null : (long?)request.N);
        step.Json.WriteOptional("responseLogprobs", request.Logprobs ? true : null);
        step.Json.WriteOptional("logprobs", request.TopLogprobs == 0 ? null : (long?)request.TopLogprobs);
    }

    private static void WriteFormat(RequestStep step)
    {
        ResponseFormat? said = step.Request.ResponseFormat;
        if (said is ResponseFormat.JsonSchema or ResponseFormat.JsonObject && step.Request.Tools.Count > 0 && !step.Family.IsThirdOrLater)
        {
            step.Losses.Ignored(step.PathOfFormat, "this model takes no format beside tools");
            return;
        }

        switch (said)
        {
            case ResponseFormat.JsonSchema format:
                step.Json.WriteString("responseMimeType", "application/json");
                step.Json.WritePropertyName("responseSchema");
                GeminiSchema.Write(step.Json, format.Schema, step.PathOfFormat, step.Losses);
                break;
            case ResponseFormat.JsonObject:
                step.Json.WriteString("responseMimeType", "application/json");
                break;
            case ResponseFormat.Text:
                step.Json.WriteString("responseMimeType", "text/plain");
                break;
        }
    }

    /// <summary>A budget as it is said. A word is a level to the third family and a budget to the second; Google refuses both at once (seen 2026-11).</summary>
    private static void WriteThinking(RequestStep step)
    {
        ChatRequest request = step.Request;
        if (!step.Family.Thinks)
        {
            Tell(step, "reasoning_effort", request.ReasoningEffort is not null || request.ReasoningBudget is not null);
            return;
        }

        if (request.ReasoningBudget is { } budget)
        {
            step.Json.WriteNumber("thinkingBudget", Bounded(step, budget));
        }
        else if (request.ReasoningEffort is { } effort && step.Family.IsThirdOrLater)
        {
            step.Json.WriteString("thinkingLevel", LevelOf(step, effort));
        }
        else if (request.ReasoningEffort is { } word)
        {
            step.Json.WriteNumber("thinkingBudget", Bounded(step, ReasoningScale.BudgetOf(word)));
        }

        step.Json.WriteOptional("includeThoughts", request.ShowReasoning);
        if (step.IsOwn)
        {
            step.Json.WriteExtensionsInside(request.Extensions, Thinking);
        }
    }

    private static int Bounded(RequestStep step, int budget)
    {
        int bounded = Math.Clamp(budget, step.Family.LeastBudget, step.Family.MostBudget);
        if (bounded != budget)
        {
            step.Losses.Emulated("reasoning_effort", $"the nearest budget of this model is {bounded} tokens");
        }

        return bounded;
    }

    private static string LevelOf(RequestStep step, string effort)
    {
        string level = effort switch
        {
            "none" => "minimal",
            "xhigh" or "max" => "high",
            _ => effort,
        };
        if (level != effort)
        {
            step.Losses.Emulated("reasoning_effort", $"the nearest level is {level}");
        }

        return level;
    }

    private static void TellUnsaid(RequestStep step)
    {
        ChatRequest request = step.Request;
        Tell(step, "user", request.User is not null);
        Tell(step, "parallel_tool_calls", request.ParallelToolCalls is false);
        Tell(step, "min_p", request.Sampling.MinP is not null);
        Tell(step, "repetition_penalty", request.Sampling.RepetitionPenalty is not null);
        Tell(step, "logit_bias", request.Sampling.LogitBias.Count > 0);
        if (request.Sampling.Seed is { } seed && seed != (int)seed)
        {
            step.Losses.Emulated("seed", "cut to 32 bits");
        }
    }

    private static void Tell(RequestStep step, string path, bool isSaid)
    {
        if (isSaid)
        {
            step.Losses.Ignored(path, "Gemini has nothing like it");
        }
    }
}
