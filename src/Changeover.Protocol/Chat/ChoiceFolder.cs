using System.Text;

namespace Changeover.Protocol.Chat;

/// <summary>One choice of an answer that is being folded.</summary>
internal sealed class ChoiceFolder
{
    private readonly SortedDictionary<int, (ChatEvent.ToolCallStarted Call, StringBuilder Arguments)> _calls = [];
    private StringBuilder? _text;
    private StringBuilder? _reasoning;
    private StringBuilder? _refusal;
    private List<TokenLogprob>? _logprobs;

    public FinishReason? Finish { get; set; }

    public void AddText(string text, IReadOnlyList<TokenLogprob>? logprobs)
    {
        (_text ??= new StringBuilder()).Append(text);
        if (logprobs is not null)
        {
            (_logprobs ??= []).AddRange(logprobs);
        }
    }

    public void AddReasoning(string text) => (_reasoning ??= new StringBuilder()).Append(text);

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
            })],
        },
        FinishReason = Finish,
        Logprobs = _logprobs,
    };

    private IEnumerable<ContentPart> Parts()
    {
        if (_text is not null)
        {
            yield return new ContentPart.Text(_text.ToString());
        }

        if (_refusal is not null)
        {
            yield return new ContentPart.Refusal(_refusal.ToString());
        }
    }
}
