using System.Text;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Gemini;

/// <summary>Everything that an answer says, seals included, as text to compare; independent of the writers under test.</summary>
internal static class GeminiAnswerText
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
        var text = new StringBuilder($"{answer.Id} {answer.ResponseModel} {answer.Usage}\n");
        foreach (ChatChoice choice in answer.Choices)
        {
            text.Append($"{choice.Index} {choice.FinishReason} reasoning={choice.Message.Reasoning}\n");
            text.AppendJoin("", choice.Message.Parts.Select(part => part switch
            {
                ContentPart.Text said => $"text {said.Value} {said.Seal}\n",
                ContentPart.Reasoning thought => $"thought {thought.Value} {thought.Seal}\n",
                _ => $"{part}\n",
            }));
            text.AppendJoin("", choice.Message.ToolCalls.Select(call => $"call {call.Id} {call.Name} {call.Arguments} {call.Seal}\n"));
            text.AppendJoin("", choice.Logprobs?.Select(token => $"{token.Token} {token.Logprob} [{string.Join(",", token.Top.Select(top => $"{top.Token} {top.Logprob}"))}]\n") ?? ["no logprobs\n"]);
        }

        return text.ToString();
    }
}
