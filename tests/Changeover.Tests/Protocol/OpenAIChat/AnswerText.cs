using System.Text;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.OpenAIChat;

/// <summary>Everything that an answer says, as text to compare; independent of the writers under test.</summary>
internal static class AnswerText
{
    public static string Of(IEnumerable<ChatEvent> events)
    {
        var folder = new AnswerFolder();
        foreach (ChatEvent step in events)
        {
            folder.Add(step);
        }

        return Of(folder.ToAnswer());
    }

    public static string Of(ChatAnswer answer)
    {
        var text = new StringBuilder($"{answer.Id} {answer.ResponseModel} {answer.Created} {answer.SystemFingerprint} {answer.Usage}\n");
        foreach (ChatChoice choice in answer.Choices)
        {
            text.Append($"{choice.Index} {choice.FinishReason} {choice.StopSequence} reasoning={choice.Message.Reasoning}\n");
            text.AppendJoin("", choice.Message.Parts.Select(part => part switch
            {
                ContentPart.Text said => $"text {said.Value} {said.Seal}\n",
                ContentPart.Reasoning thought => $"reasoning {thought.Value} {thought.IsRedacted} {thought.Seal}\n",
                ContentPart.Refusal refusal => $"refusal {refusal.Value}\n",
                _ => $"{part}\n",
            }));
            text.AppendJoin("", choice.Message.ToolCalls.Select(call => $"call {call.Id} {call.Name} {call.Arguments} {call.IsLegacyFunction} {call.Seal}\n"));
            text.AppendJoin("", choice.Logprobs?.Select(token => Of(token) + "\n") ?? ["no logprobs\n"]);
        }

        return text.ToString();
    }

    private static string Of(TokenLogprob token) =>
        $"{token.Token} {token.Logprob} {Convert.ToHexString(token.Bytes)} [{string.Join(",", token.Top.Select(Of))}]";
}
