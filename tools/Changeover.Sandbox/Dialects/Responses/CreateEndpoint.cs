using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Dialects.OpenAI;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>POST …/responses and …/responses/input_tokens.</summary>
internal static class CreateEndpoint
{
    public static Script Answer(Received received, SandboxState state)
    {
        var (question, conversation) = ResponsesReader.Read(received, state);
        var body = Fields.Body(received);
        var answer = received.Answer(question);
        var choice = answer.Choices[0];

        var name = $"{state.Seals.Mark("response")}_{received.Exchange.Number}";
        var hidden = (body["include"] as JsonArray ?? []).Any(wish => (string?)wish == "reasoning.encrypted_content") ? state.Seals.Hide(string.Concat(choice.Reasoning)) : null;
        var items = new OutputItems(name, choice, hidden, body["reasoning"]?["summary"] is not null);
        var response = new ResponseObject($"resp_{name}", body, answer, items, received.Now);
        if (Parameter.Flag(body, "", "store") ?? true) state.Responses.Keep($"resp_{name}", new StoredResponse(response.Ended(), conversation));

        return Parameter.Flag(body, "", "stream") ?? false
            ? Paced.Stream(answer, new ResponseStream(response, items, received.Behaviour.ChunkTokens).Write())
            : Paced.Buffered(answer, response.Ended());
    }

    public static Script Count(Received received, SandboxState state) => Script.Json(200, new JsonObject
    {
        ["object"] = "response.input_tokens",
        ["input_tokens"] = ResponsesReader.Read(received, state).Question.PromptTokens,
    });
}
