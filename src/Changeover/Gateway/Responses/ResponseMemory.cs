using System.Text.Json;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIResponses;
using Changeover.Providers;

namespace Changeover.Gateway.Responses;

/// <summary>One request of the Responses API: goes on from kept responses, and keeps its own.</summary>
internal sealed class ResponseMemory(ResponseStore store) : IClientMemory
{
    private const string PreviousId = "previous_response_id";
    private const string Store = "store";

    private KeptResponse? _made;
    private string? _owner;

    /// <inheritdoc />
    public ResponseOptions? Answer { get; private set; }

    /// <inheritdoc />
    public GatewayError? Recall(Exchange exchange)
    {
        var body = exchange.Body.WrittenMemory;
        if (!TryReadWishes(body, out var store, out var previous, out var unsupported))
        {
            return unsupported;
        }

        if (!exchange.Client.Dialect.TryReadRequest(body, exchange.Client.Address, out _, out _))
        {
            // Whoever reads it next says what is wrong with it.
            return null;
        }

        ReadOnlyMemory<byte> asked = body;
        if (previous is not null)
        {
            asked = body.ToArray();
            if (Expand(exchange, asked, previous) is { } refusal)
            {
                return refusal;
            }
        }

        if (exchange.Operation == Operation.Chat && (store || previous is not null))
        {
            _owner = exchange.Caller?.Owner;
            var id = "resp_" + exchange.Id["req_".Length..];
            var keeps = store && exchange.Runtime.Snapshot.Config.Responses.Store;
            Answer = new ResponseOptions
            {
                Id = id,
                PreviousResponseId = previous,
                Finished = keeps ? response => _made = exchange.Access?.NoStore == true ? null : new KeptResponse(id, previous, InputOf(asked, id), response.ToArray()) : null,
            };
        }

        return null;
    }

    /// <inheritdoc />
    public async ValueTask<bool> TryKeepAsync()
    {
        if (_made is not { } made)
        {
            return true;
        }

        _made = null;
        return await store.TryKeepAsync(made, _owner);
    }

    /// <inheritdoc />
    public ChatRequest Unkept(ChatRequest request)
    {
        var extensions = request.Extensions.ToDictionary(StringComparer.Ordinal);
        extensions[Store] = "false";
        return request with
        {
            Extensions = extensions,
            // Who keeps nothing gives its reasoning sealed. A model without reasoning refuses the wish, so it is made only where there is some.
            WantsSeals = request.WantsSeals || request.ReasoningEffort is not (null or "none") || request.ShowReasoning is true
                || request.Messages.Any(message => message.Parts.Any(part => part.Seal is not null)),
        };
    }

    private GatewayError? Expand(Exchange exchange, ReadOnlyMemory<byte> asked, string previous)
    {
        var limit = exchange.Runtime.LargestBody;
        var turns = new List<StoredTurn>();
        long bytes = asked.Length;
        for (var id = previous; id is not null;)
        {
            if (store.Find(id, exchange.Caller?.Owner) is not { } kept)
            {
                return new GatewayError(ErrorCodes.PreviousResponseNotFound, $"Previous response with id '{id}' not found.") { Param = PreviousId };
            }

            bytes += kept.Bytes;
            if (bytes > limit)
            {
                return GatewayError.TooLarge(limit);
            }

            turns.Add(kept.ToTurn());
            id = kept.PreviousId;
        }

        turns.Reverse();
        exchange.Body.Clear();
        StoredResponse.WriteRequest(asked, turns, exchange.Body);
        return null;
    }

    private static byte[] InputOf(ReadOnlyMemory<byte> asked, string id)
    {
        using var input = new PooledBuffer(asked.Length);
        StoredResponse.WriteInput(asked, id, input);
        return input.WrittenSpan.ToArray();
    }

    /// <summary>False = not to go on with: a wish that nobody grants here, or a body of which whoever reads it next says what is wrong.</summary>
    private static bool TryReadWishes(ReadOnlyMemory<byte> body, out bool store, out string? previous, out GatewayError? unsupported)
    {
        (store, previous, unsupported) = (true, null, null);
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } wishes)
            {
                return false;
            }

            unsupported = UnsupportedIn(wishes);
            store = !wishes.TryGetProperty(Store, out var stores) || stores.ValueKind != JsonValueKind.False;
            previous = wishes.TryGetProperty(PreviousId, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
            return unsupported is null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static GatewayError? UnsupportedIn(JsonElement wishes) =>
        wishes.TryGetProperty("background", out var background) && background.ValueKind == JsonValueKind.True
            ? new GatewayError(ErrorCodes.UnsupportedParameter, "Responses are not made in the background here: leave 'background' out, and wait for the answer or stream it.") { Param = "background" }
        : wishes.TryGetProperty("conversation", out var conversation) && conversation.ValueKind != JsonValueKind.Null
            ? new GatewayError(ErrorCodes.UnsupportedParameter, "Conversations of the provider do not outlive a change of provider: leave 'conversation' out, and go on by 'previous_response_id'.") { Param = "conversation" }
        : null;
}
