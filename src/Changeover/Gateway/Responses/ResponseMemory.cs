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

    /// <inheritdoc />
    public ResponseOptions? Answer { get; private set; }

    /// <inheritdoc />
    public GatewayError? Recall(Exchange exchange)
    {
        var body = exchange.Body.WrittenMemory;
        if (!TryReadWishes(body, out var store, out var previous) || !exchange.Client.Dialect.TryReadRequest(body, exchange.Client.Address, out _, out _))
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
            var id = "resp_" + exchange.Id["req_".Length..];
            var keeps = store && exchange.Runtime.Snapshot.Config.Responses.Store;
            Answer = new ResponseOptions
            {
                Id = id,
                PreviousResponseId = previous,
                Finished = keeps ? response => Keep(new KeptResponse(id, previous, InputOf(asked, id), response.ToArray()), exchange.Caller?.Owner) : null,
            };
        }

        return null;
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

    private void Keep(KeptResponse response, string? owner) => store.Keep(response, owner);

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

    private static bool TryReadWishes(ReadOnlyMemory<byte> body, out bool store, out string? previous)
    {
        (store, previous) = (true, null);
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            store = !document.RootElement.TryGetProperty(Store, out var stores) || stores.ValueKind != JsonValueKind.False;
            previous = document.RootElement.TryGetProperty(PreviousId, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
