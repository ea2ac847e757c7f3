using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>A whole answer: neutral form → bytes.</summary>
public static class AnswerWriter
{
    private static readonly ChatChoice Nothing = new() { Index = 0, Message = new ChatMessage { Role = Role.Assistant } };

    /// <summary>Writes one <c>message</c> object.</summary>
    /// <param name="answer">The answer; the dialect has a place for its first choice only.</param>
    /// <param name="request">What it answers.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="losses">Receives what the dialect has no place for.</param>
    public static void Write(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        var to = new BlockOutput(json, answer.Dialect == Dialect.AnthropicMessages, losses);
        ChatChoice choice = answer.Choices is [var first, ..] ? first : Nothing;
        ChatMessage message = choice.Message;
        json.WriteStartObject();
        json.WriteString("id", answer.Id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", answer.ResponseModel);
        json.WriteStartArray("content");
        WriteContent(to, message, ReasoningView.Of(request));
        json.WriteEndArray();
        json.WriteString("stop_reason", StopReasons.Word(choice.FinishReason, choice.StopSequence, message.ToolCalls.Count > 0));
        json.WriteString("stop_sequence", choice.StopSequence);
        json.WriteStartObject("usage");
        UsageWriter.Write(json, answer.Usage, losses);
        to.WriteOwnInside(message.Extensions, "usage");
        json.WriteEndObject();
        to.WriteOwn(message.Extensions, "usage");
        json.WriteEndObject();
        TellOthers(answer, choice, to);
    }

    private static void WriteContent(BlockOutput to, ChatMessage message, ReasoningView view)
    {
        if (message.Reasoning is { } unsealed)
        {
            WriteReasoning(to, new ContentPart.Reasoning(unsealed), view);
        }

        foreach ((bool isCall, int i) in BlockOrder.Of(message))
        {
            if (isCall)
            {
                WriteSeal(to, message.ToolCalls[i].Seal, SealPlace.ToolCall);
                ToolWriter.WriteCall(to, message.ToolCalls[i], $"tool_calls[{i}]");
            }
            else
            {
                WritePart(to, message.Parts[i], $"content[{i}]", view);
            }
        }
    }

    private static void WritePart(BlockOutput to, ContentPart part, string path, ReasoningView view)
    {
        if (part is ContentPart.Reasoning reasoning)
        {
            WriteReasoning(to, reasoning, view);
        }
        else if (part is not ContentPart.Text { Value: "" })
        {
            BlockWriter.WriteBlock(to, part with { Seal = null }, path);
            WriteTextSeal(to, part.Seal, view);
        }
    }

    private static void WriteReasoning(BlockOutput to, ContentPart.Reasoning reasoning, ReasoningView view)
    {
        if (!view.Takes(reasoning.Seal))
        {
            to.Losses.Ignored("reasoning", ReasoningView.WhyNot);
        }
        else
        {
            ContentPart.Reasoning shown = view.ShowsText ? reasoning : reasoning with { Value = "" };
            SealPlace place = reasoning.IsRedacted ? SealPlace.Redacted : SealPlace.Reasoning;
            BlockWriter.WriteReasoning(to, shown, reasoning.Seal is { } seal ? SealText.Write(seal, place) : "");
        }
    }

    private static void WriteTextSeal(BlockOutput to, Seal? seal, ReasoningView view)
    {
        if (view.IsOpen)
        {
            WriteSeal(to, seal, SealPlace.Text);
        }
        else if (seal is not null)
        {
            to.Losses.Ignored("content.seal", ReasoningView.WhyNot);
        }
    }

    private static void WriteSeal(BlockOutput to, Seal? seal, SealPlace place)
    {
        if (seal is not null)
        {
            BlockWriter.WriteReasoning(to, new ContentPart.Reasoning("", IsRedacted: true), SealText.Write(seal, place));
        }
    }

    private static void TellOthers(ChatAnswer answer, ChatChoice choice, BlockOutput to)
    {
        for (int i = 1; i < answer.Choices.Count; i++)
        {
            to.Losses.Ignored($"choices[{i}]", "the dialect has one answer");
        }

        new AnswerLosses(AnthropicMessagesDialect.Gaps, to.Losses).Tell(answer);
        if (!to.IsOwn)
        {
            AnswerLosses.TellExtensions(choice.Message, to.Losses);
        }
    }
}
