using System.Text.Json;
using Changeover.Providers;
using Changeover.Storage;

namespace Changeover.Gateway.Recording;

/// <summary>A record as a row of <c>records</c>: the statement that inserts it, and its parameters, for either engine.</summary>
internal static class RecordRow
{
    /// <summary>Inserts one row.</summary>
    public const string Insert = """
        INSERT INTO records (id, started_at, operation, key_id, owner, route, original_model, response_model, provider, upstream,
            attempts, status, error_code, streaming, client_gone, input_tokens, cached_input_tokens, output_tokens,
            ttfc_us, duration_us, overhead_us, config_hash, document, cost_nano, cost_currency, unpriced)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,  $11, $12, $13, $14, $15, $16, $17, $18,  $19, $20, $21, $22, $23,  $24, $25, $26)
        """;

    /// <summary>Binds the parameters of <see cref="Insert"/>.</summary>
    public static T Bind<T>(T statement, PendingRecord pending)
        where T : IParameters<T>
    {
        var record = pending.Record;
        var last = record.Attempts.Count > 0 ? record.Attempts[^1] : null;
        return statement
            .Bind(record.Id).Bind(UnixTime.Microseconds(record.StartedAt)).Bind(record.Operation.SemanticName())
            .Bind(record.KeyId).Bind(record.Owner).Bind(record.Route).Bind(record.OriginalModel).Bind(record.ResponseModel)
            .Bind(last?.Provider).Bind(last?.Upstream)
            .Bind(record.Attempts.Count).Bind(record.Status).Bind(record.ErrorCode).Bind(record.Streaming).Bind(record.ClientGone)
            .Bind(record.Usage?.Input).Bind(record.Usage?.CachedInput).Bind(record.Usage?.Output)
            .Bind(Microseconds(record.TimeToFirstContent)).Bind(Microseconds(record.Duration)).Bind(Microseconds(record.Overhead))
            .Bind(record.ConfigHash).BindText(pending.Document)
            .Bind(record.Cost?.NanoUnits).Bind(record.Cost?.Currency).Bind(record.Cost?.Unpriced is { } reason ? JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()) : null);
    }

    private static long? Microseconds(TimeSpan? span) => span?.Ticks / TimeSpan.TicksPerMicrosecond;
}
