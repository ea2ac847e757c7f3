using System.Text.Json;
using System.Text.Unicode;
using Changeover.Protocol.Json;
using Changeover.Protocol.Splice;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The one pass over a request body that makes a <see cref="RequestOutline"/>.</summary>
internal ref struct OutlinePass(ReadOnlySpan<byte> body, RequestKind kind)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private readonly List<JsonMember> _members = new(16);
    private StrictJsonReader _json = new(body);
    private MessagesPass _messages;
    private string? _model;
    private bool _stream;
    private bool? _includeUsage;
    private bool _hasTools;
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
                $"The request body is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}), or deeper than {RequestOutline.MaxDepth} levels.",
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
        HasImages = _messages.HasImages,
        HasAudio = _messages.HasAudio,
        HasFiles = _messages.HasFiles,
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
                _stream = _json.ReadBool("stream") ?? false;
                break;
            case RootProperty.StreamOptions:
                ReadStreamOptions();
                break;
            case RootProperty.Tools:
                _hasTools |= HasItems("tools");
                break;
            case RootProperty.Functions:
                _hasTools |= HasItems("functions");
                break;
            case RootProperty.N:
                _n = _json.ReadInteger("n", 1, int.MaxValue);
                break;
            case RootProperty.MaxTokens:
                _maxTokens = _json.ReadInteger("max_tokens", long.MinValue, long.MaxValue);
                break;
            case RootProperty.MaxCompletionTokens:
                _maxCompletionTokens = _json.ReadInteger("max_completion_tokens", long.MinValue, long.MaxValue);
                break;
            case RootProperty.ResponseFormat:
                ReadResponseFormat();
                break;
            case RootProperty.Logprobs:
                ReadLogprobs();
                break;
            case RootProperty.Messages when kind == RequestKind.Chat:
                _hasSubject = true;
                _messages.Read(ref _json);
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
            _json.WrongType("model", "a string");
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
        if (!_json.Enter(JsonTokenType.StartObject, "stream_options", "an object"))
        {
            return;
        }

        while (_json.ReadName())
        {
            bool isIncludeUsage = _json.Json.ValueTextEquals("include_usage"u8);
            _json.Read();
            if (isIncludeUsage)
            {
                _includeUsage = _json.ReadBool("stream_options.include_usage");
            }
            else
            {
                _json.SkipValue();
            }
        }
    }

    private void ReadResponseFormat()
    {
        if (!_json.Enter(JsonTokenType.StartObject, "response_format", "an object"))
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
                _json.WrongType("response_format.type", "a string");
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
            _logprobs = _json.ReadBool("logprobs") ?? false;
        }
        else
        {
            _logprobs = _json.ReadInteger("logprobs", 0, int.MaxValue) is not null;
        }
    }

    private bool HasItems(string param)
    {
        if (!_json.Enter(JsonTokenType.StartArray, param, "an array"))
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
