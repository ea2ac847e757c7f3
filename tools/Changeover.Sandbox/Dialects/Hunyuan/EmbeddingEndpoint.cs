using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Hunyuan;

/// <summary>The action GetEmbedding: 1,024 numbers a text, at most 50 texts.</summary>
internal static class EmbeddingEndpoint
{
    private const int Dimensions = 1024;
    private const int MostInputs = 50;

    public static Script Answer(Received received)
    {
        var body = received.Exchange.Json ?? [];
        ParameterRules.Only(body, "", "Input", "InputList");
        JsonNode?[] inputs = body["InputList"] is JsonArray list ? [.. list] : [body["Input"]];
        if (inputs.Any(input => input?.GetValueKind() != JsonValueKind.String)) throw ParameterRules.WrongType(body["InputList"] is null ? "Input" : "InputList");
        if (inputs.Length is 0 or > MostInputs) throw HunyuanErrors.BadValue($"InputList 数组最大长度为 {MostInputs}。");

        var texts = inputs.Select(input => (string)input!).ToList();
        var answer = new Answer { Model = "hunyuan-embedding", PromptTokens = texts.Sum(Tokens.Count), Choices = [] };
        return Paced.Buffered(answer, new JsonObject
        {
            ["Response"] = new JsonObject
            {
                ["Data"] = new JsonArray([.. texts.Select((text, index) => new JsonObject
                {
                    ["Embedding"] = new JsonArray([.. EmbeddingVector.Of(text, Dimensions).Select(x => (JsonNode)x)]),
                    ["Index"] = index,
                    ["Object"] = "embedding",
                })]),
                ["Usage"] = new JsonObject { ["PromptTokens"] = answer.PromptTokens, ["TotalTokens"] = answer.PromptTokens },
                ["RequestId"] = $"sandbox-{received.Exchange.Number}",
            },
        });
    }
}
