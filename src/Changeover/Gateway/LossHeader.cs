using System.Text;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway;

/// <summary>The value of <see cref="GatewayHeaders.Loss"/>.</summary>
internal static class LossHeader
{
    private const int Most = 20;

    /// <summary><c>path;kind, path;kind</c>, the first twenty; what a path holds beside letters, digits and <c>._[]-</c> becomes <c>_</c>.</summary>
    public static string Of(LossList losses)
    {
        var header = new StringBuilder();
        foreach (var loss in losses.Take(Most))
        {
            header.Append(header.Length == 0 ? "" : ", ");
            foreach (var letter in loss.Path.AsSpan(0, Math.Min(loss.Path.Length, 100)))
            {
                header.Append(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '[' or ']' or '-' ? letter : '_');
            }

            header.Append(';').Append(loss.Kind switch { LossKind.Ignored => "ignored", LossKind.Emulated => "emulated", _ => "rejected" });
        }

        return header.ToString();
    }
}
