using System.Buffers;
using System.Globalization;
using Changeover.Gateway.Admission;
using Changeover.Gateway.Conversations;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Pricing;
using Changeover.Gateway.Queueing;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Recording.Inflight;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Keys;
using Changeover.Keys.Limits;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway;

/// <summary>One request on its way through the nine steps: what each step found, and what the record will say.</summary>
internal sealed class Exchange(HttpContext http, ClientRequest client, ConversationMemory conversations, RuntimeSnapshot runtime, string id, TimeProvider time) : IDisposable
{
    private readonly long _arrived = time.GetTimestamp();
    private TimeSpan _waited;
    private int _tries;
    private IBufferWriter<byte>? _output;

    public HttpContext Http { get; } = http;

    public Operation Operation => Client.Operation;

    public ClientRequest Client { get; } = client;

    public ConversationMemory Conversations { get; } = conversations;

    public RuntimeSnapshot Runtime { get; } = runtime;

    public string Id { get; } = id;

    /// <summary>Arrival, UTC.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>What tokens the request can cost at most.</summary>
    public TokenBounds Bounds { get; set; }

    /// <summary>What limits hold for it; null = no limit concerns it.</summary>
    public Hold? Hold { get; set; }

    /// <summary>Where it stands in the journal; null = nothing has been sent, or its record is durable.</summary>
    public InflightSlot? Slot { get; set; }

    /// <summary>Why the target that was looked at last had no place or could not be paid; null = it was entered, or rests.</summary>
    public GatewayError? NoRoom { get; set; }

    /// <summary>Targets that had no place, or were being probed, when they were looked at first.</summary>
    public HashSet<TargetState> Busy { get; } = [];

    /// <summary>How urgent it is: as the route says, or less urgent if the client says so.</summary>
    public Priority Priority => GatewayHeaders.AsksForBatch(Http.Request) ? Priority.Batch : Route!.Config.Priority;

    /// <summary>Targets that were tried last because they are far from their peers, each with why.</summary>
    public IReadOnlyList<string> SetAside { get; set; } = [];

    /// <summary>Time spent in line; null = none.</summary>
    public TimeSpan? Queued { get; private set; }

    public CancellationToken ClientGone => Http.RequestAborted;

    /// <summary>The client has gone. A failed write may show it before <see cref="ClientGone"/> does.</summary>
    public bool ClientIsGone
    {
        get => field || ClientGone.IsCancellationRequested;
        set;
    }

    public Caller? Caller { get; set; }

    /// <summary>Id of the caller's key; null = open loopback, like <see cref="Owner"/>.</summary>
    public string? KeyId => Caller?.KeyId;

    /// <summary>Owner of the caller's key.</summary>
    public string? Owner => Caller?.Owner;

    /// <summary>What is known of the caller.</summary>
    public CallerAttributes CallerIs => field ??= Runtime.Callers.Of(Http, Caller);

    /// <summary>What rules of access decided; null = none speaks of this request.</summary>
    public AccessRulings? Access { get; set; }

    /// <summary>Whether the bodies are kept: the route asks for it, and no rule forbids it.</summary>
    public bool KeepsBodies => Route?.Config.Record == RecordBodies.Bodies && Access?.NoStore != true;

    public PooledBuffer Body { get; } = new(4096);

    public RequestOutline? Outline { get; set; }

    public RouteModel? Route { get; set; }

    /// <summary>The attempts that have ended, in that order.</summary>
    public List<AttemptRecord> Attempts { get; } = new(1);

    /// <summary>The attempts under way: one, or two where a late one is hedged.</summary>
    public List<AttemptScope> Running { get; } = new(1);

    /// <summary>The answer that was committed to; null = none was.</summary>
    public UpstreamAnswer? Answer { get; set; }

    /// <summary>Whose it is; null = no attempt was committed to.</summary>
    public TargetState? Answering { get; set; }

    /// <summary>What the answering attempt could not carry; null = no attempt was committed to.</summary>
    public LossList? Losses { get; set; }

    /// <summary>Arrival to first content.</summary>
    public TimeSpan? TimeToFirstContent { get; set; }

    /// <summary>Under what the answer may be kept, to be given again; null = it may not.</summary>
    public string? CacheKey { get; set; }

    /// <summary>Whose answer was given again; null = none was.</summary>
    public RecallRecord? Recalled { get; set; }

    /// <summary>The currency in which an answer that was given again cost nothing; null = it has no price.</summary>
    public string? RecalledCurrency { get; set; }

    /// <summary>Where the answer goes: the client, and a copy of it where bodies or answers are kept.</summary>
    public IBufferWriter<byte> Output => _output ??= CopyLimit > 0
        ? Copy = new CopyingWriter(Http.Response.BodyWriter, CopyLimit)
        : Http.Response.BodyWriter;

    /// <summary>What was written to <see cref="Output"/>; null unless bodies or answers are kept.</summary>
    public CopyingWriter? Copy { get; private set; }

    private int CopyLimit => Math.Max(
        KeepsBodies ? BodyRedactor.MaxRead : 0,
        CacheKey is not null ? (int)Route!.Config.Cache!.MaxAnswer : 0);

    /// <summary>The record was written: there is never a second one.</summary>
    public bool Settled { get; set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_arrived);

    /// <summary>Id of the next attempt: the request's own, then with a number behind it.</summary>
    public string NextAttemptId() => ++_tries == 1 ? Id : string.Create(CultureInfo.InvariantCulture, $"{Id}-{_tries}");

    /// <summary>Reads what routing needs, once the body holds what was kept of earlier requests.</summary>
    public GatewayError? Understand()
    {
        if (Client.Memory?.Recall(this) is { } refusal)
        {
            return refusal;
        }

        Client.TryOutline(Body.WrittenMemory, out var outline, out var fault);
        Outline = outline;
        return fault is null ? null : GatewayError.Of(fault);
    }

    /// <summary>Waits for somebody else, whose time is not our overhead.</summary>
    public async ValueTask<T> WaitFor<T>(ValueTask<T> pending)
    {
        if (pending.IsCompletedSuccessfully)
        {
            return pending.Result;
        }

        var before = time.GetTimestamp();
        try
        {
            return await pending;
        }
        finally
        {
            _waited += time.GetElapsedTime(before);
        }
    }

    /// <inheritdoc cref="WaitFor{T}" />
    public async Task WaitFor(Task pending)
    {
        var before = time.GetTimestamp();
        await pending;
        _waited += time.GetElapsedTime(before);
    }

    /// <summary>Waits in line: until its turn has come, or time is over, which is no fault.</summary>
    /// <exception cref="OperationCanceledException">The client went away.</exception>
    public async Task QueueFor(Task turn)
    {
        var before = time.GetTimestamp();
        await turn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var took = time.GetElapsedTime(before);
        _waited += took;
        Queued = took + (Queued ?? TimeSpan.Zero);
        ClientGone.ThrowIfCancellationRequested();
    }

    /// <summary>The record, as of now.</summary>
    public RequestRecord Record(int status, string? errorCode, bool clientGone)
    {
        var duration = Elapsed;
        return new RequestRecord
        {
            Id = Id,
            StartedAt = StartedAt,
            Operation = Operation,
            Dialect = Client.Dialect.Dialect,
            KeyId = KeyId,
            Owner = Owner,
            Country = CallerIs.Country,
            Route = Route?.Name,
            OriginalModel = Outline is { OriginalModel: var model } ? (model.Length <= 256 ? model : model[..256]) : null,
            ResponseModel = Answer?.ResponseModel,
            ResponseId = Answer?.ResponseId,
            Streaming = Outline?.Stream ?? false,
            Status = status,
            ErrorCode = errorCode,
            ClientGone = clientGone,
            Attempts = Attempts,
            Usage = Answer?.Usage,
            Cost = RecalledCurrency is { } currency ? RecordedCost.Nothing(currency) : CostOfRequest.Of(Attempts, Runtime.Prices, StartedAt),
            Recalled = Recalled,
            FinishReason = Answer?.FinishReason,
            Losses = Losses is { Count: > 0 } losses ? [.. losses] : null,
            Queued = Queued,
            SetAside = SetAside.Count > 0 ? SetAside : null,
            Access = LicenceGate.Note(this, Access?.Record(Answering)),
            TimeToFirstContent = TimeToFirstContent,
            Duration = duration,
            Overhead = duration - _waited,
            ConfigHash = Runtime.Snapshot.ConfigHash,
        };
    }

    public void Dispose()
    {
        Runtime.Leave();
        Body.Dispose();
        Copy?.Dispose();
    }
}
