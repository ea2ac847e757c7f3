using System.Text;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Keys;
using Changeover.Storage;

namespace Changeover.Gateway.Hosting;

/// <summary>What the terminal shows once the gateway listens: where, what it answers, and a request to copy.</summary>
internal static class StartMessage
{
    /// <summary>The text.</summary>
    /// <param name="app">The gateway, listening.</param>
    /// <param name="file">File of its configuration; null = the built-in one.</param>
    public static string Of(WebApplication app, string? file)
    {
        var routes = app.Services.GetRequiredService<ISnapshotSource>().Current.Routes.Values.OrderBy(route => route.Name, StringComparer.Ordinal).ToList();
        var open = app.Services.GetRequiredService<IKeyDirectory>().IsEmpty;
        var text = new StringBuilder($"Changeover listens on {string.Join(", ", app.Urls)}\n\n");
        Fact("version", VersionCommand.Version);
        Fact("configuration", file ?? (app.Services.GetRequiredService<SnapshotSource>().Loaded.Version is { } version ? $"version {version} of those that were pushed" : "built in; `changeover config init` writes one to start from"));
        Fact("records", app.Services.GetRequiredService<Database>().Name);
        Fact("keys", open ? "no key exists: open to programs on this machine, closed to everybody else; `changeover keys create --owner NAME` makes one" : "required");
        var width = routes.Max(route => (int?)route.Name.Length) ?? 0;
        for (var i = 0; i < routes.Count; i++)
        {
            Fact(i == 0 ? "routes" : "", $"{routes[i].Name.PadRight(width)}  →  {string.Join(", then ", routes[i].Targets)}");
        }

        var key = open ? "" : " -H \"Authorization: Bearer $CHANGEOVER_KEY\"";
        return text.Append($$"""

            Try it:
              curl {{app.Urls.First()}}/v1/chat/completions{{key}} -H "Content-Type: application/json" -d '{"model":"{{routes.FirstOrDefault()?.Name ?? "MODEL"}}","messages":[{"role":"user","content":"Hello"}]}'

            """).ToString();

        void Fact(string name, string value) => text.Append($"  {name,-13}  {value}\n");
    }
}
