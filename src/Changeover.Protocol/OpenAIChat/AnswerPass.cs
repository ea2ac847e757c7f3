using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>One pass over one chunk or one whole answer: what it says goes into the notes, what it is stays here.</summary>
internal ref struct AnswerPass(ReadOnlySpan<byte> data, AnswerNotes notes)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private Utf8JsonReader _json = new(data);
    private bool _hasBody;
    private bool _hasError;
    private bool _mayBeBareError;
    private FinishReason? _failure;

    public bool HasContent { get; private set; }

    /// <summary>The last text of a delta, without its quotes; empty = there was none.</summary>
    public ByteRange Text { get; private set; }

    public bool HasFinish { get; private set; }

    public bool HasChoices { get; private set; }

    public bool HasUsage { get; private set; }

    /// <summary>The top-level usage property with the comma that belongs to it; empty when absent.</summary>
    public ByteRange UsageRange { get; private set; }

    public bool UsageIsNull { get; private set; }

    /// <summary>False when the bytes are not one JSON object.</summary>
    public bool TryRun()
    {
        try
        {
            if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            ReadRoot();
            _json.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }

        notes.HasContent |= HasContent;
        return true;
    }

    /// <summary>An error in the answer's clothes; null = none.</summary>
    public readonly UpstreamError? Error() =>
        _hasError || (_mayBeBareError && !_hasBody) ? ErrorReader.Read(200, _data, null, default)
        : _failure is not null ? new UpstreamError { Status = 200, Type = "finish_reason", Message = "The provider broke the answer off." }
        : null;

    private void ReadRoot()
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)_json.TokenStartIndex;
            if (_json.ValueTextEquals("choices"u8))
            {
                _hasBody = true;
                ReadChoices();
            }
            else if (_json.ValueTextEquals("usage"u8))
            {
                ReadUsage(start);
            }
            else if (_json.ValueTextEquals("id"u8))
            {
                _json.Read();
                notes.Id ??= JsonText.ReadString(ref _json);
                _json.Skip();
            }
            else if (_json.ValueTextEquals("model"u8))
            {
                _json.Read();
                notes.ResponseModel ??= JsonText.ReadString(ref _json);
                _json.Skip();
            }
            else if (_json.ValueTextEquals("data"u8))
            {
                _json.Read();
                _hasBody |= _json.TokenType == JsonTokenType.StartArray;
                HasContent |= JsonText.HasSubstance(ref _json);
            }
            else if (_json.ValueTextEquals("error"u8))
            {
                _json.Read();
                _hasError |= JsonText.HasSubstance(ref _json);
            }
            else if (_json.ValueTextEquals("base_resp"u8))
            {
                ReadBaseResponse();
            }
            else
            {
                _mayBeBareError |= IsErrorName();
                _json.Read();
                _json.Skip();
            }
        }
    }

    /// <summary>Names that stand at the top only when an error came without its outer <c>error</c>.</summary>
    private readonly bool IsErrorName() =>
        _json.ValueTextEquals("message"u8)
        || _json.ValueTextEquals("code"u8)
        || _json.ValueTextEquals("detail"u8)
        || _json.ValueTextEquals("error_code"u8)
        || _json.ValueTextEquals("error_msg"u8)
        || _json.ValueTextEquals("Response"u8);

    private void ReadUsage(int start)
    {
        _json.Read();
        UsageIsNull = _json.TokenType == JsonTokenType.Null;
        HasUsage |= _json.TokenType == JsonTokenType.StartObject;
        _hasBody |= HasUsage;
        notes.UsageCount.Read(ref _json);
        UsageRange = WithComma(start, (int)_json.BytesConsumed);
    }

    private readonly ByteRange WithComma(int start, int end)
    {
        int before = start - 1;
        while (IsSpace(_data[before]))
        {
            before--;
        }

        if (_data[before] == (byte)',')
        {
            return ByteRange.Between(before, end);
        }

        int after = end;
        while (after < _data.Length && IsSpace(_data[after]))
        {
            after++;
        }

        return ByteRange.Between(start, after < _data.Length && _data[after] == (byte)',' ? after + 1 : end);
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    private void ReadChoices()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            _json.Skip();
            return;
        }

        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            HasChoices = true;
            if (_json.TokenType == JsonTokenType.StartObject)
            {
                ReadChoice();
            }
            else
            {
                _json.Skip();
            }
        }
    }

    private void ReadChoice()
    {
        long index = 0;
        FinishReason? finish = null;
        bool isModerated = false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (_json.ValueTextEquals("delta"u8) || _json.ValueTextEquals("message"u8))
            {
                ReadDelta();
            }
            else if (_json.ValueTextEquals("finish_reason"u8))
            {
                _json.Read();
                finish = FinishReasons.Read(ref _json);
                _json.Skip();
            }
            else if (_json.ValueTextEquals("index"u8))
            {
                _json.Read();
                index = JsonText.ReadCount(ref _json) ?? 0;
                _json.Skip();
            }
            else if (_json.ValueTextEquals("flag"u8))
            {
                _json.Read();
                isModerated = FinishReasons.IsModerated(JsonText.ReadCount(ref _json));
                _json.Skip();
            }
            else if (_json.ValueTextEquals("text"u8))
            {
                _json.Read();
                HasContent |= JsonText.HasSubstance(ref _json);
            }
            else if (_json.ValueTextEquals("usage"u8))
            {
                // Moonshot, last chunk of a stream (seen 2026-11).
                _json.Read();
                notes.UsageCount.Read(ref _json);
            }
            else
            {
                _json.Read();
                _json.Skip();
            }
        }

        HasFinish |= finish is not null;
        _failure = finish == FinishReason.ProviderError ? finish : _failure;
        notes.NoteChoice((int)Math.Min(index, int.MaxValue), finish, isModerated);
    }

    private void ReadDelta()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _json.Skip();
            return;
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            bool isContent = IsContentName();
            _json.Read();
            if (isContent)
            {
                Text = _json.TokenType == JsonTokenType.String ? new ByteRange((int)_json.TokenStartIndex + 1, _json.ValueSpan.Length) : Text;
                HasContent |= JsonText.HasSubstance(ref _json);
            }
            else
            {
                _json.Skip();
            }
        }
    }

    private readonly bool IsContentName() =>
        _json.ValueTextEquals("content"u8)
        || _json.ValueTextEquals("reasoning_content"u8)
        || _json.ValueTextEquals("reasoning"u8)
        || _json.ValueTextEquals("reasoning_details"u8)
        || _json.ValueTextEquals("tool_calls"u8)
        || _json.ValueTextEquals("refusal"u8)
        || _json.ValueTextEquals("function_call"u8)
        || _json.ValueTextEquals("audio"u8);

    /// <summary>MiniMax reports errors in an HTTP 200 answer; status_code 0 is success (seen 2026-11).</summary>
    private void ReadBaseResponse()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _json.Skip();
            return;
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            bool isStatus = _json.ValueTextEquals("status_code"u8);
            _json.Read();
            _hasError |= isStatus && _json.TokenType == JsonTokenType.Number && !(_json.TryGetInt64(out long status) && status == 0);
            _json.Skip();
        }
    }
}
