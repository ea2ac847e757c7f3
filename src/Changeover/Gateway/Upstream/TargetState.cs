using System.Text;
using Changeover.Gateway.Pricing;
using Changeover.Gateway.Resilience;
using Changeover.Gateway.Snapshot;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Splice;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>One target as it runs: its health, and the edits that turn a client's body into this target's, compiled once.</summary>
internal sealed class TargetState(TargetModel model, UpstreamState upstream, ITargetPrices prices, int accessPlace)
{
    private static readonly JsonEdit AskForUsage = JsonEdit.Inside("stream_options", JsonEdit.Set("include_usage", "true"));

    private readonly JsonSplice _chat = new([
        JsonEdit.SetText("model", model.RequestModel), .. model.Upstream.Provider.EditsFor(Operation.Chat, model.RequestModel, streaming: false)]);

    private readonly JsonSplice _chatStream = new([
        JsonEdit.SetText("model", model.RequestModel), AskForUsage, .. model.Upstream.Provider.EditsFor(Operation.Chat, model.RequestModel, streaming: true)]);

    private readonly JsonSplice _quirks = new([.. model.Upstream.Provider.EditsFor(Operation.Chat, model.RequestModel, streaming: false)]);

    private readonly JsonSplice _quirksStream = new([.. model.Upstream.Provider.EditsFor(Operation.Chat, model.RequestModel, streaming: true)]);

    private readonly (string Name, byte[] Utf8)[] _dropped =
    [
        .. model.Upstream.Provider.RequestQuirks.Where(quirk => quirk.Applies(model.RequestModel, streaming: false) || quirk.Applies(model.RequestModel, streaming: true))
            .Select(quirk => quirk.Dropped).OfType<string>().Select(name => (name, Encoding.UTF8.GetBytes(name))),
    ];

    private readonly JsonSplice _completionStream = new([JsonEdit.SetText("model", model.RequestModel), AskForUsage]);

    /// <summary>The one edit of a body that needs no other.</summary>
    public JsonSplice RenameModel { get; } = new(JsonEdit.SetText("model", model.RequestModel));

    /// <summary>As configured.</summary>
    public TargetModel Model { get; } = model;

    /// <summary>The connection it uses.</summary>
    public UpstreamState Upstream { get; } = upstream;

    /// <summary><c>upstream/model</c>, as sent in <c>x-changeover-target</c>.</summary>
    public string Label { get; } = model.ToString();

    /// <summary>Breaker, quarantine, latency.</summary>
    public TargetHealth Health { get; } = upstream.HealthOf(model.RequestModel);

    /// <summary>What its calls cost.</summary>
    public ITargetPrices Prices { get; } = prices;

    /// <summary>Where it stands in the rules of access.</summary>
    public int AccessPlace { get; } = accessPlace;

    /// <summary>What the target takes in its provider's own dialect.</summary>
    public TargetRules Rules { get; } = model.Upstream.Provider.RulesFor(model.RequestModel);

    /// <summary>Edits of a translated body: its model and stream options are written already.</summary>
    public JsonSplice QuirksFor(bool stream) => stream ? _quirksStream : _quirks;

    /// <summary>The edits for one request. Usage is always asked of a stream and hidden again where the client did not ask.</summary>
    public JsonSplice SpliceFor(Operation operation, bool stream) => operation switch
    {
        Operation.Chat => stream ? _chatStream : _chat,
        Operation.Completions when stream => _completionStream,
        _ => RenameModel,
    };

    /// <summary>Tells which fields of a chat request the quirks leave out.</summary>
    public void TellDropped(ReadOnlySpan<byte> body, RequestOutline outline, LossList losses)
    {
        foreach (var (name, utf8) in _dropped)
        {
            if (!outline.RawValue(body, utf8).IsEmpty)
            {
                losses.Ignored(name, "the provider refuses it");
            }
        }
    }

    /// <summary>What the provider said, fit for the client, the record and the log.</summary>
    public UpstreamError Redact(UpstreamError error)
    {
        Secret[] secrets = [.. Upstream.Model.Secrets];
        return error with
        {
            Message = Redaction.Clean(error.Message, secrets),
            Code = Redaction.WithoutSecrets(error.Code, secrets),
            Type = Redaction.WithoutSecrets(error.Type, secrets),
            Param = Redaction.WithoutSecrets(error.Param, secrets),
        };
    }
}
