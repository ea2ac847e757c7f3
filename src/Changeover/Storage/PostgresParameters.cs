using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Changeover.Storage;

/// <summary>Parameters of a command to PostgreSQL. Its texts hold no U+0000 and nothing but whole characters, which a client's model name may: U+FFFD stands in their place.</summary>
internal readonly struct PostgresParameters(NpgsqlBatchCommand command) : IParameters<PostgresParameters>
{
    public PostgresParameters Bind(string? text) => Add(NpgsqlDbType.Text, text is null ? null : Clean(text));

    public PostgresParameters BindText(byte[] utf8) => Add(NpgsqlDbType.Text, utf8);

    public PostgresParameters Bind(byte[]? bytes) => Add(NpgsqlDbType.Bytea, bytes);

    public PostgresParameters Bind(long? number) => Add(NpgsqlDbType.Bigint, number);

    public PostgresParameters Bind(bool flag) => Add(NpgsqlDbType.Boolean, flag);

    private static string Clean(string text)
    {
        text = text.Replace('\0', '\uFFFD');
        return text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }

    private PostgresParameters Add(NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return this;
    }
}
