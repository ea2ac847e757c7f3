using System.Security.Cryptography;
using System.Text;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Names of tools that the target takes. The same name always becomes the same other one, so that a conversation keeps its names from turn to turn; in the answer <see cref="AnswerAdapter"/> puts the client's own back.</summary>
internal static class ToolNameGrammar
{
    private const int MaxLength = 64;
    private const int DigestLength = 8;

    public static AdaptedRequest Apply(AdaptedRequest adapted, AdaptingStep step)
    {
        ChatRequest request = adapted.Request;
        ToolNames rule = step.SameDialect ? ToolNames.Any : step.Rules.ToolNames;
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int index = 0; index < request.Tools.Count; index++)
        {
            if (Legal(request.Tools[index].Name, rule) != request.Tools[index].Name)
            {
                renamed[Legal(request.Tools[index].Name, rule)] = request.Tools[index].Name;
                step.Losses.Emulated($"tools[{index}].name", "the target refuses the name, and knows the tool by another one");
            }
        }

        if (renamed.Count == 0 && request.Messages.All(message => message.ToolCalls.All(call => Legal(call.Name, rule) == call.Name)))
        {
            return adapted;
        }

        return adapted with
        {
            RenamedTools = renamed,
            Request = request with
            {
                Tools = [.. request.Tools.Select(tool => tool with { Name = Legal(tool.Name, rule) })],
                ToolChoice = request.ToolChoice is { } choice ? Rename(choice, rule) : null,
                Messages = [.. request.Messages.Select(message => Rename(message, rule))],
            },
        };
    }

    /// <summary>The name itself where the rule takes it, else what is legal of it, and a digest that keeps it apart from others.</summary>
    internal static string Legal(string name, ToolNames rule)
    {
        if (rule == ToolNames.Any || (name.Length is > 0 and <= MaxLength && IsFirst(name[0], rule) && name.All(letter => IsInside(letter, rule))))
        {
            return name;
        }

        string kept = string.Concat(name.Take(MaxLength - DigestLength - 2).Select(letter => IsInside(letter, rule) ? letter : '_'));
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, DigestLength / 2));
        return $"{(kept.Length > 0 && IsFirst(kept[0], rule) ? "" : "_")}{kept}_{digest}";
    }

    private static ToolChoice Rename(ToolChoice choice, ToolNames rule) => choice with
    {
        Name = choice.Name is { } name ? Legal(name, rule) : null,
        Allowed = choice.Allowed?.Select(allowed => Legal(allowed, rule)).ToList(),
    };

    private static ChatMessage Rename(ChatMessage message, ToolNames rule) => message with
    {
        Name = message is { Role: Role.Tool, Name: { } name } ? Legal(name, rule) : message.Name,
        ToolCalls = [.. message.ToolCalls.Select(call => call with { Name = Legal(call.Name, rule) })],
    };

    private static bool IsFirst(char letter, ToolNames rule) => rule == ToolNames.Identifier ? char.IsAsciiLetter(letter) || letter == '_' : IsInside(letter, rule);

    private static bool IsInside(char letter, ToolNames rule) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' || (rule == ToolNames.Identifier && letter is '.' or ':');
}
