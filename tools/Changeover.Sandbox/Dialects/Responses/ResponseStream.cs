using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>Orders the events of a streamed response, each with its number: created, in progress, item after item, end.</summary>
internal sealed class ResponseStream(ResponseObject response, OutputItems items, int chunkTokens)
{
    private int _sent;
    private int _item;

    public IEnumerable<Step> Write()
    {
        (_sent, _item) = (0, 0);
        yield return Send(Part.Role, "response.created", new() { ["response"] = response.InProgress() });
        yield return Send(Part.Other, "response.in_progress", new() { ["response"] = response.InProgress() });
        if (items.HasReasoning)
            foreach (var step in Reasoning()) yield return step;
        if (items.HasMessage)
            foreach (var step in Message()) yield return step;
        for (var index = 0; index < items.Choice.Calls.Count; index++)
            foreach (var step in Call(index)) yield return step;
        yield return Send(Part.Finish, $"response.{response.EndStatus}", new() { ["response"] = response.Ended() });
    }

    private IEnumerable<Step> Reasoning()
    {
        JsonObject Place() => new() { ["item_id"] = items.ReasoningId, ["output_index"] = _item, ["summary_index"] = 0 };

        yield return Item("added", items.Reasoning(done: false));
        if (items.Summarises) yield return Send(Part.Other, "response.reasoning_summary_part.added", Place(), ("part", items.Summary(done: false)));
        foreach (var group in items.Choice.Reasoning.Chunk(chunkTokens))
        {
            foreach (var _ in group) yield return new Step.Token(Reasoning: true);
            if (items.Summarises) yield return Send(Part.Content, "response.reasoning_summary_text.delta", Place(), ("delta", string.Concat(group)));
        }
        if (items.Summarises)
        {
            yield return Send(Part.Other, "response.reasoning_summary_text.done", Place(), ("text", string.Concat(items.Choice.Reasoning)));
            yield return Send(Part.Other, "response.reasoning_summary_part.done", Place(), ("part", items.Summary(done: true)));
        }
        yield return Done(items.Reasoning(done: true));
    }

    private IEnumerable<Step> Message()
    {
        JsonObject Place() => new() { ["item_id"] = items.MessageId, ["output_index"] = _item, ["content_index"] = 0 };
        var (kind, field) = items.Choice.IsRefusal ? ("response.refusal", "refusal") : ("response.output_text", "text");

        yield return Item("added", items.Message(done: false));
        yield return Send(Part.Other, "response.content_part.added", Place(), ("part", items.TextPart(done: false)));
        foreach (var group in items.Choice.Text.Chunk(chunkTokens))
        {
            foreach (var _ in group) yield return new Step.Token();
            yield return Send(Part.Content, $"{kind}.delta", Place(), ("delta", string.Concat(group)));
        }
        yield return Send(Part.Other, $"{kind}.done", Place(), (field, string.Concat(items.Choice.Text)));
        yield return Send(Part.Other, "response.content_part.done", Place(), ("part", items.TextPart(done: true)));
        yield return Done(items.Message(done: true));
    }

    private IEnumerable<Step> Call(int index)
    {
        JsonObject Place() => new() { ["item_id"] = items.CallId(index), ["output_index"] = _item };

        yield return new Step.Token();
        yield return Item("added", items.Call(index, done: false), Part.Content);
        foreach (var group in items.Choice.Calls[index].Arguments.Chunk(chunkTokens))
        {
            foreach (var _ in group) yield return new Step.Token();
            yield return Send(Part.Content, "response.function_call_arguments.delta", Place(), ("delta", string.Concat(group)));
        }
        yield return Send(Part.Other, "response.function_call_arguments.done", Place(), ("arguments", items.Arguments(index)));
        yield return Done(items.Call(index, done: true));
    }

    private Step.Send Done(JsonObject item)
    {
        var done = Item("done", item);
        _item++;
        return done;
    }

    private Step.Send Item(string what, JsonObject item, Part part = Part.Other) =>
        Send(part, $"response.output_item.{what}", new() { ["output_index"] = _item, ["item"] = item });

    private Step.Send Send(Part part, string type, JsonObject fields, params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        foreach (var (name, value) in more) fields[name] = value;
        fields.Insert(0, "type", type);
        fields.Insert(1, "sequence_number", _sent++);
        return new Step.Send(Wire.Event(type, fields), part);
    }
}
