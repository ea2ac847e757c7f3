using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Json;
using Changeover.Protocol.Splice;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>What routing needs to know of a request, found in one pass over its bytes, without a tree and without its texts.</summary>
public sealed record RequestOutline
{
    /// <summary>Deepest nesting of objects and arrays that is read.</summary>
    public const int MaxDepth = StrictJsonReader.MaxDepth;

    /// <summary>The model name that the client sent.</summary>
    public required string OriginalModel { get; init; }

    /// <summary>Answer as a stream; false unless said.</summary>
    public bool Stream { get; init; }

    /// <summary><c>stream_options.include_usage</c>; null = not said.</summary>
    public bool? IncludeUsage { get; init; }

    /// <summary>At least one tool or legacy function.</summary>
    public bool HasTools { get; init; }

    /// <summary>At least one picture among the content parts.</summary>
    public bool HasImages { get; init; }

    /// <summary>At least one sound among the content parts.</summary>
    public bool HasAudio { get; init; }

    /// <summary>At least one file among the content parts.</summary>
    public bool HasFiles { get; init; }

    /// <summary>Number of answers; 1 unless said.</summary>
    public int N { get; init; } = 1;

    /// <summary>What <c>response_format</c> asks for.</summary>
    public ResponseFormatKind ResponseFormat { get; init; }

    /// <summary><c>max_completion_tokens</c>, else <c>max_tokens</c>; null = not said, or negative (some servers' word for "no bound").</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>Log-probabilities are asked for.</summary>
    public bool Logprobs { get; init; }

    /// <summary>The top-level properties in order of place, for <see cref="JsonSplice"/>.</summary>
    public required ReadOnlyMemory<JsonMember> Members { get; init; }

    /// <summary>Reads a request body.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="kind">The endpoint, which decides what must be there.</param>
    /// <param name="outline">Set when the body is a request.</param>
    /// <param name="fault">Set when it is not. Bad input never throws, and costs memory in proportion to the body at most.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> body,
        RequestKind kind,
        [NotNullWhen(true)] out RequestOutline? outline,
        [NotNullWhen(false)] out RequestFault? fault)
    {
        using var pass = new OutlinePass(body, kind);
        outline = pass.Run(out fault);
        return outline is not null;
    }

    /// <summary>The value of a top-level property as written; empty when absent.</summary>
    public ReadOnlySpan<byte> RawValue(ReadOnlySpan<byte> body, ReadOnlySpan<byte> utf8Name)
    {
        foreach (ref readonly JsonMember member in Members.Span)
        {
            if (member.IsNamed(body, utf8Name))
            {
                return body.Slice(member.Value.Start, member.Value.Length);
            }
        }

        return default;
    }
}
