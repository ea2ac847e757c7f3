using System.Text;
using Changeover.Gateway.Snapshot;
using Changeover.Keys;
using Changeover.Storage;

namespace Changeover.Gateway.Hosting;

/// <summary>What the terminal shows once the gateway listens: where, what it answers, and a request to copy.</summary>
internal static class StartMessage
{
    /// <summary>The text.</summary>
    public static string Of(WebApplication app)
    {
        var snapshot = app.Services.GetRequiredService<ISnapshotSource>().Current;
        var open = app.Services.GetRequiredService<IKeyDirectory>().IsEmpty;
        var address = app.Urls.First();
        var text = new StringBuilder();
        text.AppendLine($"Changeover listens on {string.Join(", ", app.Urls)}");
        foreach (var route in snapshot.Routes.Values.OrderBy(route => route.Name, StringComparer.Ordinal))
        {
            text.AppendLine($"  {route.Name}  →  {string.Join(", then ", route.Targets)}");
        }

        text.AppendLine($"  records in {app.Services.GetRequiredService<Database>().Path}");
        text.AppendLine(open
            ? "  no key exists: open to programs on this machine, closed to everybody else (`changeover keys create --owner NAME` makes one)"
            : "  keys are required");
        var model = snapshot.Routes.Keys.Order(StringComparer.Ordinal).FirstOrDefault() ?? "MODEL";
        var key = open ? "" : " -H \"Authorization: Bearer $CHANGEOVER_KEY\"";
        text.AppendLine();
        text.AppendLine("Try it:");
        text.AppendLine($$"""  curl {{address}}/v1/chat/completions{{key}} -H "Content-Type: application/json" -d '{"model":"{{model}}","messages":[{"role":"user","content":"Hello"}]}'""");
        return text.ToString();
    }
}
