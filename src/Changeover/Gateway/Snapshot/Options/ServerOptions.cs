namespace Changeover.Gateway.Snapshot.Options;

using static OptionTraits;

/// <summary>Options of <c>server</c>.</summary>
internal static class ServerOptions
{
    /// <summary>All of them.</summary>
    public static OptionSet<ServerConfig> All { get; } = new(new(), "Listener and limits of the gateway itself.")
    {
        { "urls", Kinds.Text, static c => c.Urls, static (c, v) => c with { Urls = v }, "Addresses to listen on, separated by `;`. Beyond loopback at least one key must exist.", Restart },
        { "max_body", Kinds.Size("1KiB", "1GiB"), static c => c.MaxBody, static (c, v) => c with { MaxBody = v }, "Largest request body; a route may state its own." },
        { "max_answer", Kinds.Size("1KiB", "1GiB"), static c => c.MaxAnswer, static (c, v) => c with { MaxAnswer = v }, "Largest buffered answer; a larger one fails the attempt. Streams have no such bound." },
        { "cache_size", Kinds.Size("1MiB", "64GiB"), static c => c.CacheSize, static (c, v) => c with { CacheSize = v }, "Most memory for answers that are given again (`cache` of routes), over all of them. The one that was not asked for longest goes first." },
        { "data_folder", Kinds.Text, static c => c.DataFolder, static (c, v) => c with { DataFolder = v }, "Folder of the database and of pulled models, relative to the configuration file. Without it: `data` beside the configuration file, else `changeover` in the user's data folder.", Restart },
        { "log", Kinds.Choice<LogForm>(), static c => c.Log, static (c, v) => c with { Log = v }, "Form of the log on standard output: lines for people, or one JSON object per line. Nothing of a prompt or an answer is ever in it.", Restart },
        { "notice", Kinds.Duration("0s", "5m"), static c => c.Notice, static (c, v) => c with { Notice = v }, "How long requests are still taken after SIGTERM, while `/readyz` says 503: as long as the load balancer takes to notice. Then nothing new is taken and `drain` begins." },
        { "drain", Kinds.Duration("0s", "1h"), static c => c.Drain, static (c, v) => c with { Drain = v }, "How long running answers may go on after SIGTERM and `notice`. What is left then ends with an error that its client understands.", Restart },
        { "retry_budget", Kinds.Number(0, 1), static c => c.RetryBudget, static (c, v) => c with { RetryBudget = v }, "Retries allowed as a share of requests: at 0.2 a provider that fails everything sees at most 1.2 times the load." },
    };
}
