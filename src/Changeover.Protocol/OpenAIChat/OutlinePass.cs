using System.Text.Json;
using System.Text.Unicode;
using Changeover.Protocol.Splice;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The one pass over a request body that makes a <see cref="RequestOutline"/>.</summary>
internal ref struct OutlinePass(ReadOnlySpan<byte> body, RequestKind kind)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private readonly List<JsonMember> _members = new(16);
    private StrictJsonReader _json = new(body);
    private string? _model;
    private bool _stream;
    private bool? _includeUsage;
    private bool _hasTools;
    private bool _hasImages;
    private bool _hasAudio;
    private bool _hasFiles;
    private bool _logprobs;
    private bool _hasSubject;
    private long? _n;
    private long? _maxTokens;
    private long? _maxCompletionTokens;
    private ResponseFormatKind _responseFormat;

    public RequestOutline? Run(out RequestFault? fault)
    {
        fault = null;
        if (!Utf8.IsValid(_body))
        {
            fault = new RequestFault(RequestFaultCode.InvalidJson, "The request body is not valid UTF-8.", null);
            return null;
        }

        try
        {
            ReadRoot();
        }
        catch (JsonException error)
        {
            fault = new RequestFault(
                RequestFaultCode.InvalidJson,
                $"The request body is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}), or deeper than 64 levels.",
                null);
            return null;
        }
        catch (InvalidOperationException)
        {
            fault = new RequestFault(RequestFaultCode.InvalidJson, "The request body has half of a surrogate pair in a string.", null);
            return null;
        }

        fault = _json.Fault;
        return fault is null ? Outline() : null;
    }

    public readonly void Dispose() => _json.Dispose();

    private readonly RequestOutline Outline() => new()
    {
        OriginalModel = _model!,
        Stream = _stream,
        IncludeUsage = _includeUsage,
        HasTools = _hasTools,
        HasImages = _hasImages,
        HasAudio = _hasAudio,
        HasFiles = _hasFiles,
        N = (int)(_n ?? 1),
        ResponseFormat = _responseFormat,
        MaxOutputTokens = (_maxCompletionTokens ?? _maxTokens) is >= 0 and long bound ? bound : null,
        Logprobs = _logprobs,
        Members = _members.ToArray(),
    };

    private void ReadRoot()
    {
        if (!_json.Read())
        {
            return;
        }

        if (_json.Token != JsonTokenType.StartObject)
        {
            _json.Fail(RequestFaultCode.InvalidJson, "The request body must be a JSON object.", null);
            return;
        }

        while (_json.ReadName())
        {
            var name = new ByteRange((int)_json.Json.TokenStartIndex + 1, _json.Json.ValueSpan.Length);
            bool isEscaped = _json.Json.ValueIsEscaped;
            RootProperty property = RootProperties.Of(ref _json.Json);
            _json.Read();
            long start = _json.Json.TokenStartIndex;
            ReadProperty(property);
            _members.Add(new JsonMember(name, ByteRange.Between(start, _json.Json.BytesConsumed), isEscaped));
        }

        _json.Read(); // anything behind the object is a syntax error
        CheckPresence();
    }

    private void ReadProperty(RootProperty property)
    {
        switch (property)
        {
            case RootProperty.Model:
                _model = ReadModel();
                break;
            case RootProperty.Stream:
                _stream = ReadBool("stream") ?? false;
                break;
            case RootProperty.StreamOptions:
                ReadStreamOptions();
                break;
            case RootProperty.Tools:
                _hasTools |= ReadCount("tools");
                break;
            case RootProperty.Functions:
                _hasTools |= ReadCount("functions");
                break;
            case RootProperty.N:
                _n = ReadInteger("n", 1, int.MaxValue);
                break;
            case RootProperty.MaxTokens:
                _maxTokens = ReadInteger("max_tokens", long.MinValue, long.MaxValue);
                break;
            case RootProperty.MaxCompletionTokens:
                _maxCompletionTokens = ReadInteger("max_completion_tokens", long.MinValue, long.MaxValue);
                break;
            case RootProperty.ResponseFormat:
                ReadResponseFormat();
                break;
            case RootProperty.Logprobs:
                ReadLogprobs();
                break;
            case RootProperty.Messages when kind == RequestKind.Chat:
                ReadMessages();
                break;
            case RootProperty.Prompt when kind == RequestKind.Completion:
            case RootProperty.Input when kind == RequestKind.Embedding:
                _hasSubject = _json.Token != JsonTokenType.Null;
                _json.SkipValue();
                break;
            default:
                _json.SkipValue();
                break;
        }
    }

    private string? ReadModel()
    {
        if (_json.Token != JsonTokenType.String)
        {
            WrongType("model", "a string");
            return null;
        }

        string model = _json.Json.GetString()!;
        if (string.IsNullOrWhiteSpace(model))
        {
            _json.Fail(RequestFaultCode.InvalidValue, "'model' must not be empty.", "model");
        }

        return model;
    }

    private void ReadStreamOptions()
    {
        if (!Enter(JsonTokenType.StartObject, "stream_options", "an object"))
        {
            return;
        }

        while (_json.ReadName())
        {
            bool isIncludeUsage = _json.Json.ValueTextEquals("include_usage"u8);
            _json.Read();
            if (isIncludeUsage)
            {
                _includeUsage = ReadBool("stream_options.include_usage");
            }
            else
            {
                _json.SkipValue();
            }
        }
    }

    private void ReadResponseFormat()
    {
        if (!Enter(JsonTokenType.StartObject, "response_format", "an object"))
        {
            return;
        }

        while (_json.ReadName())
        {
            bool isType = _json.Json.ValueTextEquals("type"u8);
            _json.Read();
            if (!isType)
            {
                _json.SkipValue();
            }
            else if (_json.Token == JsonTokenType.String)
            {
                _responseFormat = FormatOf(ref _json.Json);
            }
            else
            {
                WrongType("response_format.type", "a string");
            }
        }
    }

    private static ResponseFormatKind FormatOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("json_schema"u8) ? ResponseFormatKind.JsonSchema
        : json.ValueTextEquals("json_object"u8) ? ResponseFormatKind.JsonObject
        : json.ValueTextEquals("text"u8) ? ResponseFormatKind.Text
        : ResponseFormatKind.Other;

    /// <summary>Chat says true or false, /v1/completions a count.</summary>
    private void ReadLogprobs()
    {
        if (kind == RequestKind.Chat)
        {
            _logprobs = ReadBool("logprobs") ?? false;
        }
        else
        {
            _logprobs = ReadInteger("logprobs", 0, int.MaxValue) is not null;
        }
    }

    private void ReadMessages()
    {
        _hasSubject = true;
        if (_json.Token != JsonTokenType.StartArray)
        {
            WrongType("messages", "an array");
            return;
        }

        int count = 0;
        while (_json.ReadElement())
        {
            if (_json.Token != JsonTokenType.StartObject)
            {
                WrongType($"messages[{count}]", "an object");
                return;
            }

            ReadMessage();
            count++;
        }

        if (count == 0)
        {
            _json.Fail(RequestFaultCode.InvalidValue, "'messages' must hold at least one message.", "messages");
        }
    }

    private void ReadMessage()
    {
        while (_json.ReadName())
        {
            bool isContent = _json.Json.ValueTextEquals("content"u8);
            _json.Read();
            if (isContent && _json.Token == JsonTokenType.StartArray)
            {
                while (_json.ReadElement())
                {
                    ReadPart();
                }
            }
            else
            {
                _json.SkipValue();
            }
        }
    }

    private void ReadPart()
    {
        if (_json.Token != JsonTokenType.StartObject)
        {
            _json.SkipValue();
            return;
        }

        while (_json.ReadName())
        {
            bool isType = _json.Json.ValueTextEquals("type"u8);
            _json.Read();
            if (isType && _json.Token == JsonTokenType.String)
            {
                _hasImages |= _json.Json.ValueTextEquals("image_url"u8);
                _hasAudio |= _json.Json.ValueTextEquals("input_audio"u8);
                _hasFiles |= _json.Json.ValueTextEquals("file"u8);
            }
            else
            {
                _json.SkipValue();
            }
        }
    }

    private bool ReadCount(string param)
    {
        if (!Enter(JsonTokenType.StartArray, param, "an array"))
        {
            return false;
        }

        bool any = false;
        while (_json.ReadElement())
        {
            any = true;
            _json.SkipValue();
        }

        return any;
    }

    private bool? ReadBool(string param)
    {
        switch (_json.Token)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Null:
                return null;
            default:
                WrongType(param, "a boolean");
                return null;
        }
    }

    private long? ReadInteger(string param, long least, long most)
    {
        if (_json.Token == JsonTokenType.Null)
        {
            return null;
        }

        if (_json.Token != JsonTokenType.Number)
        {
            WrongType(param, "an integer");
            return null;
        }

        if (!_json.Json.TryGetInt64(out long value) || value < least || value > most)
        {
            _json.Fail(RequestFaultCode.InvalidValue, $"'{param}' must be an integer from {least} to {most}.", param);
            return null;
        }

        return value;
    }

    /// <summary>True at the start of the wanted container; null is as good as absent; anything else is a fault.</summary>
    private bool Enter(JsonTokenType wanted, string param, string what)
    {
        if (_json.Token != wanted && _json.Token != JsonTokenType.Null)
        {
            WrongType(param, what);
        }

        return _json.Token == wanted;
    }

    private void WrongType(string param, string what) =>
        _json.Fail(RequestFaultCode.InvalidType, $"'{param}' must be {what}.", param);

    private void CheckPresence()
    {
        if (_model is null)
        {
            Missing("model");
        }

        if (!_hasSubject)
        {
            Missing(kind switch
            {
                RequestKind.Chat => "messages",
                RequestKind.Completion => "prompt",
                _ => "input",
            });
        }
    }

    private void Missing(string param) =>
        _json.Fail(RequestFaultCode.MissingParameter, $"Missing required parameter: '{param}'.", param);
}
