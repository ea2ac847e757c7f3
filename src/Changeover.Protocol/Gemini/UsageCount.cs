using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary><c>usageMetadata</c> being read. Each chunk of a stream counts from the beginning, so later figures replace earlier ones. Zeros are mostly left out of Google's JSON.</summary>
internal struct UsageCount
{
    private long? _prompt;
    private long? _toolUse;
    private long? _candidates;
    private long? _thoughts;
    private long? _cached;
    private long? _total;
    private long? _audioInput;
    private long? _audioOutput;

    public bool IsKnown { get; private set; }

    /// <summary>Thoughts count apart from the candidates, the results of Google's own tools apart from the prompt.</summary>
    public readonly TokenUsage? ToUsage() => !IsKnown ? null : new TokenUsage
    {
        Input = Sum(_prompt, _toolUse),
        Output = Sum(_candidates, _thoughts) ?? _total - Sum(_prompt, _toolUse),
        CachedInput = _cached,
        Reasoning = _thoughts,
        AudioInput = _audioInput,
        AudioOutput = _audioOutput,
    };

    /// <summary>Reads the value under the reader; anything but an object is skipped.</summary>
    public void Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        IsKnown = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("promptTokenCount"u8))
            {
                JsonText.SetCount(ref json, ref _prompt);
            }
            else if (json.ValueTextEquals("candidatesTokenCount"u8) || json.ValueTextEquals("responseTokenCount"u8))
            {
                JsonText.SetCount(ref json, ref _candidates);
            }
            else if (json.ValueTextEquals("thoughtsTokenCount"u8))
            {
                JsonText.SetCount(ref json, ref _thoughts);
            }
            else if (json.ValueTextEquals("cachedContentTokenCount"u8))
            {
                JsonText.SetCount(ref json, ref _cached);
            }
            else if (json.ValueTextEquals("toolUsePromptTokenCount"u8))
            {
                JsonText.SetCount(ref json, ref _toolUse);
            }
            else if (json.ValueTextEquals("totalTokenCount"u8))
            {
                JsonText.SetCount(ref json, ref _total);
            }
            else if (json.ValueTextEquals("promptTokensDetails"u8))
            {
                ReadAudio(ref json, ref _audioInput);
            }
            else if (json.ValueTextEquals("candidatesTokensDetails"u8))
            {
                ReadAudio(ref json, ref _audioOutput);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }

    private static long? Sum(long? one, long? other) => one is null && other is null ? null : (one ?? 0) + (other ?? 0);

    /// <summary>A list of <c>{"modality":"AUDIO","tokenCount":5}</c>.</summary>
    private static void ReadAudio(ref Utf8JsonReader json, ref long? field)
    {
        json.Read();
        int depth = json.CurrentDepth;
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        bool isAudio = false;
        long? count = null;
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                (isAudio, count) = (false, null);
            }
            else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("modality"u8))
            {
                json.Read();
                isAudio = json.TokenType == JsonTokenType.String && json.ValueTextEquals("AUDIO"u8);
                json.Skip();
            }
            else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("tokenCount"u8))
            {
                JsonText.SetCount(ref json, ref count);
            }

            field = isAudio ? count ?? field : field;
        }
    }
}
