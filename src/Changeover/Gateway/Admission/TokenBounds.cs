using Changeover.Gateway.Snapshot;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Admission;

/// <summary>How many tokens a request can cost at most, known before anything is sent.</summary>
/// <param name="Input">No prompt of this body is longer: a token is at least one byte of text, and the JSON around a message is longer than what a chat template puts there.</param>
/// <param name="Output">All answers together; null = nobody has bound them.</param>
/// <param name="Forced">The bound of each answer that is put into the request, because it names none or a higher one; null = it is sent as it is.</param>
internal readonly record struct TokenBounds(long Input, long? Output, int? Forced)
{
    /// <summary>Of one picture, sound or file, which may be a mere address.</summary>
    public const long PerAttachment = 16_384;

    /// <summary>The bounds of a request.</summary>
    /// <param name="exchange">With outline and route.</param>
    /// <param name="isLimited">Tokens or money of it are limited: then something bounds its answers.</param>
    public static TokenBounds Of(Exchange exchange, bool isLimited)
    {
        var outline = exchange.Outline!;
        var input = exchange.Body.WrittenCount + PerAttachment * Attachments(exchange, outline);
        if (exchange.Operation is not (Operation.Chat or Operation.Completions))
        {
            return new TokenBounds(input, exchange.Operation == Operation.PassThrough ? null : 0, null);
        }

        var most = exchange.Route!.Config.MaxOutput ?? (isLimited && outline.MaxOutputTokens is null ? RouteConfig.LimitedOutput : null);
        var isForced = most < (outline.MaxOutputTokens ?? long.MaxValue);
        var each = isForced ? most : outline.MaxOutputTokens;
        // A target that gives one answer is asked once for each.
        var times = outline is { N: > 1 and <= TargetRules.MostFannedOut, Stream: false } ? outline.N : 1;
        return new TokenBounds(input * times, each * Math.Max(1, outline.N), isForced ? most : null);
    }

    private static long Attachments(Exchange exchange, RequestOutline outline) =>
        (outline.HasImages || outline.HasAudio || outline.HasFiles) && exchange.Client.TryRead(exchange.Body.WrittenMemory, out var request, out _)
            ? request.Messages.Sum(message => message.Parts.Count(part => part is ContentPart.Image or ContentPart.Audio or ContentPart.File))
            : 0;
}
