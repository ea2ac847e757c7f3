using System.CommandLine;
using Changeover.Commands;
using Changeover.Inference.Store;

namespace Changeover.Models;

/// <summary><c>changeover models pull</c>.</summary>
internal static class PullCommand
{
    public static StoreCommand Create(ModelsPlaces places)
    {
        var model = new Argument<string>("model") { Description = "Name in the catalogue, repository such as owner/name, or address of a folder with a model." };
        var from = new Option<string>("--from") { Description = "Hub to fetch from: huggingface or modelscope.", DefaultValueFactory = _ => "huggingface" };
        from.AcceptOnlyFromAmong("huggingface", "modelscope");
        var endpoint = new Option<Uri?>("--endpoint")
        {
            Description = "Address of the hub or of a mirror. Default: $HF_ENDPOINT, else the hub itself.",
            HelpName = "url",
            CustomParser = option =>
            {
                if (Uri.TryCreate(option.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                    return address;
                option.AddError("--endpoint is an address such as https://mirror.example.");
                return null;
            },
        };
        var revision = new Option<string?>("--revision") { Description = "Branch, tag or commit. Default: the hub's usual branch.", HelpName = "name" };
        var name = StoreCommand.As();
        var graph = StoreCommand.Graph();
        var command = new StoreCommand("pull", "Fetch a model from Hugging Face, ModelScope or a web server. An interrupted pull goes on where it stopped.", places) { model, from, endpoint, revision, name, graph };
        command.Runs(async (store, parsed, cancellationToken) =>
        {
            using var http = Client();
            var reference = ModelReference.Read(parsed.GetRequiredValue(model), ModelCatalogue.Load(places.Catalogue));
            var hub = reference.Hub(http, parsed.GetRequiredValue(from), parsed.GetValue(endpoint), parsed.GetValue(revision), places.Environment);
            var manifest = await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, progress =>
                store.PullAsync(parsed.GetValue(name) ?? reference.Name, hub, reference.Entry, parsed.GetValue(graph), http, progress, cancellationToken));
            StoreCommand.SayReady(parsed, manifest);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Unlike an upstream's client this one goes through the proxy of the environment and follows redirects: hubs send large files from elsewhere.</summary>
    private static HttpClient Client() => new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15), UseCookies = false })
    {
        // A large file takes long; silence is bounded where it is read.
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "changeover" } },
    };
}
