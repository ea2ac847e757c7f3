using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Providers;
using CsCheck;

namespace Changeover.Tests.Gateway.Recording;

/// <summary>Records to test with: a plain one, and any.</summary>
internal static class SampleRecords
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static RequestRecord Plain(int number) => new()
    {
        Id = $"req_{number:D26}",
        StartedAt = Noon.AddSeconds(number),
        Operation = Operation.Chat,
        Dialect = Dialect.OpenAIChat,
        Route = "gpt-4o",
        Streaming = false,
        Status = 200,
        Duration = TimeSpan.FromMilliseconds(120),
        ConfigHash = "0123456789ab",
    };

    /// <summary>As <see cref="Plain"/>, with an attempt that cost so many billionths of a dollar.</summary>
    public static RequestRecord Costing(int number, long nanoUnits) => Plain(number) with
    {
        Attempts =
        [
            new AttemptRecord
            {
                Upstream = "openai", Provider = "openai", RequestModel = "gpt-4o", Stage = Stage.Done, Party = Party.Upstream,
                StartedAfter = TimeSpan.Zero, Duration = TimeSpan.FromMilliseconds(100),
                Cost = new RecordedCost { Amount = nanoUnits / 1_000_000_000m, Currency = "USD", PriceRow = "test" },
            },
        ],
    };

    // Whole code points: a lone surrogate is no text and becomes U+FFFD on its way to UTF-8.
    private static Gen<string?> Text { get; } =
        Gen.OneOf(Gen.Int[0, 0xD7FF], Gen.Int[0xE000, 0x10FFFF]).Array[0, 40].Select(points => string.Concat(points.Select(char.ConvertFromUtf32))).Null();

    private static Gen<TimeSpan> Span { get; } = Gen.Long[0, TimeSpan.FromDays(2).Ticks].Select(TimeSpan.FromTicks);

    private static Gen<long?> Tokens { get; } = Gen.Long[0, long.MaxValue].Nullable();

    private static Gen<TokenUsage> Usage { get; } =
        Gen.Select(Tokens, Tokens, Tokens, Tokens, Tokens, Tokens, Tokens).Select(t => new TokenUsage
        {
            Input = t.Item1,
            Output = t.Item2,
            CachedInput = t.Item3,
            CacheWrite = t.Item4,
            Reasoning = t.Item5,
            AudioInput = t.Item6,
            AudioOutput = t.Item7,
        });

    private static Gen<AttemptRecord> Attempt { get; } =
        from names in Gen.Select(Text, Text, Text)
        from end in Gen.Select(Gen.Enum<Stage>(), Gen.Enum<Party>(), Gen.Enum<ErrorClass>().Nullable())
        from words in Gen.Select(Text, Text, Text, Gen.Int[100, 599].Nullable())
        from spans in Gen.Select(Span, Span, Span.Nullable())
        select new AttemptRecord
        {
            Upstream = names.Item1 ?? "up",
            Provider = names.Item2 ?? "openai",
            RequestModel = names.Item3 ?? "m",
            Stage = end.Item1,
            Party = end.Item2,
            Class = end.Item3,
            Fault = words.Item1,
            ProviderCode = words.Item2,
            UpstreamRequestId = words.Item3,
            Status = words.Item4,
            StartedAfter = spans.Item1,
            Duration = spans.Item2,
            TimeToFirstContent = spans.Item3,
        };

    public static Gen<RequestRecord> Any { get; } =
        from id in Gen.Guid
        from arrival in Gen.Long[DateTime.UnixEpoch.Ticks, DateTime.UnixEpoch.AddYears(200).Ticks]
        from kind in Gen.Select(Gen.Enum<Operation>(), Gen.Enum<Dialect>())
        from who in Gen.Select(Text, Text, Text, Text)
        from answer in Gen.Select(Text, Text, Text, Gen.Enum<FinishReason>().Nullable())
        from flags in Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[100, 599])
        from attempts in Attempt.Array[0, 4]
        from usage in Usage.Null()
        from spans in Gen.Select(Span.Nullable(), Span, Span)
        from bodies in Gen.Select(Text, Text)
        select new RequestRecord
        {
            Id = "req_" + id.ToString("N"),
            StartedAt = new DateTimeOffset(arrival, TimeSpan.Zero),
            Operation = kind.Item1,
            Dialect = kind.Item2,
            KeyId = who.Item1,
            Owner = who.Item2,
            Route = who.Item3,
            OriginalModel = who.Item4,
            ResponseModel = answer.Item1,
            ResponseId = answer.Item2,
            ErrorCode = answer.Item3,
            FinishReason = answer.Item4,
            Streaming = flags.Item1,
            ClientGone = flags.Item2,
            Status = flags.Item3,
            Attempts = attempts,
            Usage = usage,
            TimeToFirstContent = spans.Item1,
            Duration = spans.Item2,
            Overhead = spans.Item3,
            ConfigHash = "0123456789ab",
            RequestBody = bodies.Item1,
            AnswerBody = bodies.Item2,
        };
}
