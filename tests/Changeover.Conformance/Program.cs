using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Changeover.Conformance;
using Changeover.Conformance.Adapters;
using Changeover.Conformance.Reports;
using Spectre.Console;

var baseUrl = new Option<Uri>("--base-url") { Description = "Where the gateway listens, without v1.", Required = true, CustomParser = Address };
var key = new Option<string>("--key") { Description = "The client's key.", DefaultValueFactory = _ => "ck-conformance-client-0123456789abcdef" };
var adapterFile = new Option<FileInfo>("--adapter") { Description = "How the gateway reaches the sandboxes: a JSON file.", Required = true };
var pid = new Option<int?>("--pid") { Description = "Process of the gateway on this machine; without it memory is not measured." };
var only = new Option<string>("--only") { Description = "Only checks whose name begins so.", DefaultValueFactory = _ => "" };
var json = new Option<bool>("--json") { Description = "Write JSON." };
var report = new Option<FileInfo?>("--report") { Description = "Write a Markdown page, too." };
var beside = new Option<FileInfo[]>("--beside") { Description = "JSON of earlier runs that the page shows beside this one.", AllowMultipleArgumentsPerToken = true };
var command = new RootCommand("Asks any gateway for LLM traffic what it owes its clients; two simulated providers stand behind it.") { baseUrl, key, adapterFile, pid, only, json, report, beside };
command.SetAction(async (parsed, cancellation) =>
{
    var adapter = Adapter.Read(parsed.GetRequiredValue(adapterFile).FullName);
    var (first, second) = await Lab.StartSandboxesAsync(adapter, cancellation);
    await using var lab = new Lab(adapter, parsed.GetRequiredValue(baseUrl), parsed.GetRequiredValue(key), first, second) { Pid = parsed.GetValue(pid) };
    var outcome = await Suite.RunAsync(lab, parsed.GetRequiredValue(only), result => Console.Error.WriteLine($"{result.Verdict,-12} {result.Name}"), cancellation);
    if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(outcome, OutcomeJson.Default.Outcome));
    else TableReport.Write(outcome, AnsiConsole.Console);
    if (parsed.GetValue(report) is { } file)
    {
        var earlier = (parsed.GetValue(beside) ?? []).Select(run => JsonSerializer.Deserialize(File.ReadAllText(run.FullName), OutcomeJson.Default.Outcome)!);
        await File.WriteAllTextAsync(file.FullName, MarkdownReport.Write([.. earlier, outcome]), cancellation);
    }

    return outcome.Count(Verdict.Fail) == 0 ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();

static Uri? Address(ArgumentResult option)
{
    if (Uri.TryCreate(option.Tokens[0].Value, UriKind.Absolute, out var address)) return address;
    option.AddError("--base-url is an address such as http://127.0.0.1:7090.");
    return null;
}
