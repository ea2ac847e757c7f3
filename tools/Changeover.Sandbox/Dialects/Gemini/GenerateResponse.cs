using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>Writes an answer as one response or as the chunks of a stream.</summary>
internal sealed class GenerateResponse(int number, Answer answer, ThoughtSignatures signatures, bool showsThoughts, int? topLogprobs)
{
    // Gemini 3 signs every answer and gives its calls ids; older models sign the calls that they thought about (seen 2026-11).
    private readonly bool _isThird = answer.Model.StartsWith("gemini-3", StringComparison.Ordinal);

    public JsonObject Whole() => Response(
        [.. answer.Choices.Select((choice, index) => WithLogprobs(Candidate(index, AllParts(choice), FinishReasons.Of(choice.FinishReason)), choice.Text, isWhole: true))], GeminiUsage.Whole(answer));

    public IEnumerable<Step> Stream(Framing framing, int chunkTokens)
    {
        var isFirst = true;
        foreach (var (tokens, isReasoning, chunk, part) in Chunks(chunkTokens))
        {
            for (var made = 0; made < tokens; made++) yield return new Step.Token(isReasoning);
            if (chunk is null) continue;
            yield return new Step.Send(framing.Chunk(chunk, isFirst), part);
            isFirst = false;
        }
        foreach (var step in framing.End) yield return step;
    }

    private IEnumerable<(int Tokens, bool IsReasoning, JsonObject? Chunk, Part Part)> Chunks(int chunkTokens)
    {
        for (var index = 0; index < answer.Choices.Count; index++)
        {
            var choice = answer.Choices[index];
            foreach (var tokens in choice.Reasoning.Chunk(chunkTokens))
                yield return (tokens.Length, true, showsThoughts ? Piece(Candidate(index, [Thought(string.Concat(tokens))], null)) : null, Part.Content);
            foreach (var tokens in choice.Text.Chunk(chunkTokens))
                yield return (tokens.Length, false, Piece(WithLogprobs(Candidate(index, [Text(string.Concat(tokens))], null), tokens, isWhole: false)), Part.Content);
            for (var at = 0; at < choice.Calls.Count; at++)
                yield return (choice.Calls[at].TokenCount, false, Call(choice, at) is { } call ? Piece(Candidate(index, [call], null)) : null, Part.Content);
            yield return (0, false, Last(index, choice), Part.Finish);
        }
    }

    private JsonObject Piece(JsonObject candidate) => Response([candidate], GeminiUsage.Prompt(answer));

    /// <summary>The chunk with the finish reason; where a text is signed the signature comes here, beside an empty text.</summary>
    private JsonObject Last(int index, Choice choice)
    {
        var finish = FinishReasons.Of(choice.FinishReason);
        JsonObject[] parts = finish == "SAFETY" ? [] : [SignedText("", choice)];
        return Response([Candidate(index, parts, finish)], GeminiUsage.Whole(answer));
    }

    private JsonObject[] AllParts(Choice choice) =>
    [
        .. showsThoughts && choice.Reasoning.Count > 0 ? new[] { Thought(string.Concat(choice.Reasoning)) } : [],
        .. choice.Text.Count > 0 ? new[] { SignedText(string.Concat(choice.Text), choice) } : [],
        .. choice.Calls.Select((_, at) => Call(choice, at)).OfType<JsonObject>(),
    ];

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static JsonObject Thought(string text) => new() { ["text"] = text, ["thought"] = true };

    private JsonObject SignedText(string text, Choice choice)
    {
        var part = Text(text);
        if (_isThird && choice.Calls.Count == 0) part["thoughtSignature"] = signatures.OfText();
        return part;
    }

    /// <summary>Of parallel calls only the first is signed; null for a call that the token limit cut in two.</summary>
    private JsonObject? Call(Choice choice, int at)
    {
        var call = choice.Calls[at];
        if (Arguments(call) is not { } arguments) return null;
        var function = new JsonObject { ["name"] = call.Name, ["args"] = arguments };
        if (_isThird) function["id"] = $"fc_{number}_{at}";
        var part = new JsonObject { ["functionCall"] = function };
        if (at == 0 && (_isThird || choice.Reasoning.Count > 0)) part["thoughtSignature"] = signatures.OfCall(call.Name);
        return part;
    }

    private static JsonNode? Arguments(Call call)
    {
        try
        {
            return JsonNode.Parse(string.Concat(call.Arguments));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Candidate(int index, JsonObject[] parts, string? finish)
    {
        var candidate = new JsonObject();
        if (parts.Length > 0) candidate["content"] = new JsonObject { ["parts"] = new JsonArray(parts), ["role"] = "model" };
        else if (finish != "SAFETY") candidate["content"] = new JsonObject { ["role"] = "model" };
        if (finish is not null) candidate["finishReason"] = finish;
        candidate["index"] = index;
        if (finish == "SAFETY") candidate["safetyRatings"] = SafetyBlock.Ratings();
        return candidate;
    }

    private JsonObject WithLogprobs(JsonObject candidate, IReadOnlyList<string> tokens, bool isWhole)
    {
        if (topLogprobs is not { } top || tokens.Count == 0) return candidate;
        candidate["logprobsResult"] = GeminiLogprobs.Write(tokens, top);
        if (isWhole) candidate["avgLogprobs"] = GeminiLogprobs.Average(tokens);
        return candidate;
    }

    private JsonObject Response(JsonNode[] candidates, JsonObject usage) => new()
    {
        ["candidates"] = new JsonArray(candidates),
        ["usageMetadata"] = usage,
        ["modelVersion"] = answer.Model,
        ["responseId"] = $"sandbox-{number}",
    };
}
