using System.Text;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>The candidates of the chunks of one stream. Remembers how many calls each has made and which are done.</summary>
internal sealed class CandidateReader
{
    private const int MaxChoices = 128;

    private readonly List<Progress> _progress = [];

    /// <summary>What <see cref="Start"/> tells.</summary>
    public ChatEvent.Started Head { get; set; } = new("", "", 0);

    public bool HasStarted { get; private set; }

    /// <summary>Every candidate that was seen has finished, and there was one.</summary>
    public bool AllFinished => _progress.Exists(one => one.IsFinished) && _progress.TrueForAll(one => one.IsFinished || !one.IsSeen);

    public ChatEvent.Started Start()
    {
        HasStarted = true;
        return Head;
    }

    /// <summary>Reads the list under the reader; gives the failure of a candidate that broke off.</summary>
    public UpstreamError? Read(ref Utf8JsonReader json, ReadOnlySpan<byte> chunk, ICollection<ChatEvent> events)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return null;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            if (!HasStarted)
            {
                events.Add(Start());
            }

            if (ReadCandidate(ref json, chunk, events) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private sealed class Progress
    {
        public int Calls { get; set; }

        public bool IsSeen { get; set; }

        public bool IsFinished { get; set; }
    }

    private UpstreamError? ReadCandidate(ref Utf8JsonReader json, ReadOnlySpan<byte> chunk, ICollection<ChatEvent> events)
    {
        long index = 0;
        string? finish = null;
        string? passed = null;
        IReadOnlyList<TokenLogprob>? logprobs = null;
        Utf8JsonReader content = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("content"u8))
            {
                json.Read();
                content = json.TokenType == JsonTokenType.StartObject ? json : default;
                json.Skip();
            }
            else if (json.ValueTextEquals("index"u8))
            {
                json.Read();
                index = JsonText.ReadCount(ref json) ?? 0;
                json.Skip();
            }
            else if (json.ValueTextEquals("finishReason"u8))
            {
                json.Read();
                finish = JsonText.ReadString(ref json);
                json.Skip();
            }
            else if (json.ValueTextEquals("logprobsResult"u8))
            {
                json.Read();
                using JsonDocument result = JsonDocument.ParseValue(ref json);
                logprobs = LogprobsReader.Read(new JsonFields(result.RootElement, "", new FaultSink()));
            }
            else
            {
                passed ??= Found(ref json);
                json.Read();
                json.Skip();
            }
        }

        if (index >= MaxChoices || Of((int)index) is not { IsFinished: false } progress)
        {
            return null;
        }

        ReadContent(ref content, chunk, (int)index, progress, logprobs, events);
        if (passed is not null)
        {
            events.Add(new ChatEvent.PassedBy((int)index, $"message.{passed}"));
        }

        return Finish(finish, (int)index, progress, events);
    }

    private Progress Of(int index)
    {
        while (_progress.Count <= index)
        {
            _progress.Add(new Progress());
        }

        _progress[index].IsSeen = true;
        return _progress[index];
    }

    private static UpstreamError? Finish(string? word, int index, Progress progress, ICollection<ChatEvent> events)
    {
        if (FinishReasons.Of(word, progress.Calls > 0) is not { } reason)
        {
            return null;
        }

        if (reason == FinishReason.ProviderError)
        {
            return FinishReasons.Failure(word);
        }

        progress.IsFinished = true;
        events.Add(new ChatEvent.Finished(index, reason));
        return null;
    }

    private void ReadContent(ref Utf8JsonReader json, ReadOnlySpan<byte> chunk, int index, Progress progress, IReadOnlyList<TokenLogprob>? logprobs, ICollection<ChatEvent> events)
    {
        while (json.TokenType != JsonTokenType.None && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isParts = json.ValueTextEquals("parts"u8);
            json.Read();
            if (!isParts || json.TokenType != JsonTokenType.StartArray)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (json.TokenType == JsonTokenType.StartObject)
                {
                    ReadPart(ref json, chunk, index, progress, ref logprobs, events);
                }
                else
                {
                    json.Skip();
                }
            }
        }

        if (logprobs is { Count: > 0 })
        {
            events.Add(new ChatEvent.TextDelta(index, "") { Logprobs = logprobs });
        }
    }

    /// <summary>What Google found on the web; what it thinks of the answer's safety is no part of it.</summary>
    private static string? Found(ref Utf8JsonReader json) =>
        json.ValueTextEquals("groundingMetadata"u8) ? "groundingMetadata"
        : json.ValueTextEquals("citationMetadata"u8) ? "citationMetadata"
        : json.ValueTextEquals("urlContextMetadata"u8) ? "urlContextMetadata"
        : null;

    private void ReadPart(ref Utf8JsonReader json, ReadOnlySpan<byte> chunk, int index, Progress progress, ref IReadOnlyList<TokenLogprob>? logprobs, ICollection<ChatEvent> events)
    {
        string? text = null;
        string? signature = null;
        bool isThought = false;
        bool isCall = false;
        string? kind = null;
        Utf8JsonReader call = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("text"u8))
            {
                json.Read();
                text = JsonText.ReadString(ref json);
            }
            else if (json.ValueTextEquals("thought"u8))
            {
                json.Read();
                isThought = json.TokenType == JsonTokenType.True;
            }
            else if (json.ValueTextEquals("thoughtSignature"u8))
            {
                json.Read();
                signature = JsonText.ReadString(ref json);
            }
            else if (json.ValueTextEquals("functionCall"u8))
            {
                json.Read();
                isCall = json.TokenType == JsonTokenType.StartObject;
                call = json;
            }
            else
            {
                kind ??= PartReader.IsAttribute(ref json) ? null : json.GetString();
                json.Read();
            }

            json.Skip();
        }

        if (kind is not null)
        {
            events.Add(ChatEvent.PassedBy.Piece(index, kind));
        }

        Seal? seal = string.IsNullOrEmpty(signature) ? null : SealText.Read(signature, out _);
        if (isCall)
        {
            ReadCall(ref call, chunk, index, progress, seal, events);
            return;
        }

        AddText(text, isThought, index, seal, ref logprobs, events);
    }

    private static void AddText(string? text, bool isThought, int index, Seal? seal, ref IReadOnlyList<TokenLogprob>? logprobs, ICollection<ChatEvent> events)
    {
        if (isThought)
        {
            if (text is { Length: > 0 })
            {
                events.Add(new ChatEvent.ReasoningDelta(index, text));
            }

            if (seal is not null)
            {
                events.Add(new ChatEvent.ReasoningSealed(index, seal));
            }

            return;
        }

        if (text is { Length: > 0 })
        {
            events.Add(new ChatEvent.TextDelta(index, text) { Logprobs = logprobs });
            logprobs = null;
        }

        if (seal is not null)
        {
            events.Add(new ChatEvent.TextSealed(index, seal));
        }
    }

    private void ReadCall(ref Utf8JsonReader json, ReadOnlySpan<byte> chunk, int index, Progress progress, Seal? seal, ICollection<ChatEvent> events)
    {
        string? id = null;
        string name = "";
        string arguments = "{}";
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isArguments = json.ValueTextEquals("args"u8);
            bool isName = json.ValueTextEquals("name"u8);
            bool isId = json.ValueTextEquals("id"u8);
            json.Read();
            int start = (int)json.TokenStartIndex;
            name = isName ? JsonText.ReadString(ref json) ?? name : name;
            id = isId ? JsonText.ReadString(ref json) : id;
            bool isObject = json.TokenType == JsonTokenType.StartObject;
            json.Skip();
            arguments = isArguments && isObject ? Encoding.UTF8.GetString(chunk[start..(int)json.BytesConsumed]) : arguments;
        }

        int place = progress.Calls++;
        string known = string.IsNullOrEmpty(id) ? AnswerReader.CallId(Head.Id, index, place) : id;
        events.Add(new ChatEvent.ToolCallStarted(index, place, known, name) { Seal = seal });
        events.Add(new ChatEvent.ToolCallDelta(index, place, arguments));
    }
}
