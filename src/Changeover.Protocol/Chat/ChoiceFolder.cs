using System.Text;

namespace Changeover.Protocol.Chat;

/// <summary>One choice of an answer that is being folded.</summary>
internal sealed class ChoiceFolder
{
    private readonly SortedDictionary<int, (ChatEvent.ToolCallStarted Call, StringBuilder Arguments)> _calls = [];
    private readonly List<ContentPart> _closed = [];
    private StringBuilder? _text;
    private StringBuilder? _reasoning;
    private StringBuilder? _refusal;
    private List<TokenLogprob>? _logprobs;

    public ChatEvent.Finished? Finish { get; set; }

    public void AddText(string text, IReadOnlyList<TokenLogprob>? logprobs)
    {
        (_text ??= new StringBuilder()).Append(text);
        if (logprobs is not null)
        {
            (_logprobs ??= []).AddRange(logprobs);
        }
    }

    public void AddReasoning(string text) => (_reasoning ??= new StringBuilder()).Append(text);

    public void SealReasoning(Seal seal, bool isRedacted)
    {
        CloseText(null);
        _closed.Add(new ContentPart.Reasoning(isRedacted ? "" : _reasoning?.ToString() ?? "", isRedacted) { Seal = seal });
        _reasoning = isRedacted ? _reasoning : null;
    }

    public void SealText(Seal seal)
    {
        _text ??= new StringBuilder();
        CloseText(seal);
    }

    public void AddRefusal(string text) => (_refusal ??= new StringBuilder()).Append(text);

    public void StartCall(ChatEvent.ToolCallStarted call) => _calls.TryAdd(call.Index, (call, new StringBuilder()));

    public void AddArguments(int index, string arguments)
    {
        if (_calls.TryGetValue(index, out (ChatEvent.ToolCallStarted Call, StringBuilder Arguments) open))
        {
            open.Arguments.Append(arguments);
        }
    }

    public ChatChoice ToChoice(int index) => new()
    {
        Index = index,
        Message = new ChatMessage
        {
            Role = Role.Assistant,
            Parts = [.. Parts()],
            Reasoning = _reasoning?.ToString(),
            ToolCalls = [.. _calls.Values.Select(open => new ToolCall(open.Call.Id, open.Call.Name, open.Arguments.ToString())
            {
                IsLegacyFunction = open.Call.IsLegacyFunction,
                IsCustom = open.Call.IsCustom,
                Seal = open.Call.Seal,
            })],
        },
        FinishReason = Finish?.Reason,
        StopSequence = Finish?.StopSequence,
        Logprobs = _logprobs,
    };

    private List<ContentPart> Parts()
    {
        CloseText(null);
        return _refusal is null ? _closed : [.. _closed, new ContentPart.Refusal(_refusal.ToString())];
    }

    private void CloseText(Seal? seal)
    {
        if (_text is not null)
        {
            _closed.Add(new ContentPart.Text(_text.ToString()) { Seal = seal });
            _text = null;
        }
    }
}
