namespace Changeover.Protocol.Chat;

/// <summary>Folds the events of a stream into the whole answer.</summary>
public sealed class AnswerFolder
{
    private readonly SortedDictionary<int, ChoiceFolder> _choices = [];
    private ChatEvent.Started? _started;
    private TokenUsage? _usage;

    /// <summary>Why the answer broke off; null = it has not.</summary>
    public UpstreamError? Error { get; private set; }

    /// <summary>Takes the next event.</summary>
    public void Add(ChatEvent step)
    {
        switch (step)
        {
            case ChatEvent.Started started:
                _started = started;
                break;
            case ChatEvent.TextDelta delta:
                Choice(delta.Choice).AddText(delta.Text, delta.Logprobs);
                break;
            case ChatEvent.ReasoningDelta delta:
                Choice(delta.Choice).AddReasoning(delta.Text);
                break;
            case ChatEvent.ReasoningSealed sealing:
                Choice(sealing.Choice).SealReasoning(sealing.Seal, sealing.IsRedacted);
                break;
            case ChatEvent.TextSealed sealing:
                Choice(sealing.Choice).SealText(sealing.Seal);
                break;
            case ChatEvent.RefusalDelta delta:
                Choice(delta.Choice).AddRefusal(delta.Text);
                break;
            case ChatEvent.ToolCallStarted call:
                Choice(call.Choice).StartCall(call);
                break;
            case ChatEvent.ToolCallDelta delta:
                Choice(delta.Choice).AddArguments(delta.Index, delta.Arguments);
                break;
            case ChatEvent.Finished finished:
                Choice(finished.Choice).Finish = finished;
                break;
            case ChatEvent.Usage usage:
                _usage = usage.Tokens;
                break;
            case ChatEvent.Failed failed:
                Error = failed.Error;
                break;
        }
    }

    /// <summary>The answer so far.</summary>
    public ChatAnswer ToAnswer() => new()
    {
        Id = _started?.Id ?? "",
        ResponseModel = _started?.ResponseModel ?? "",
        Created = _started?.Created ?? 0,
        SystemFingerprint = _started?.SystemFingerprint,
        Choices = [.. _choices.Select(choice => choice.Value.ToChoice(choice.Key))],
        Usage = _usage,
    };

    private ChoiceFolder Choice(int index)
    {
        if (!_choices.TryGetValue(index, out ChoiceFolder? choice))
        {
            choice = new ChoiceFolder();
            _choices.Add(index, choice);
        }

        return choice;
    }
}
