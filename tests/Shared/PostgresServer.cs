using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;
using Npgsql;

namespace Changeover.Tests.Shared;

/// <summary>
/// A real PostgreSQL server for one run of the tests: the one that <see cref="Variable"/> names, else one that is started from the installed
/// binaries in a temporary folder on a free port of this machine. It starts with the first test that wants it and ends with the run.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Connection string of a server whose user may create databases.</summary>
    public const string Variable = "CHANGEOVER_TEST_PG";

    private const string Password = "a password with / and @";

    private static readonly Lazy<Task<PostgresServer>> Started = new(StartAsync);
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);
    private static int _databases;

    private readonly string? _folder;
    private readonly Process? _process;

    /// <summary>For the framework, which ends what was started when the run ends.</summary>
    public PostgresServer() => Address = new NpgsqlConnectionStringBuilder();

    private PostgresServer(NpgsqlConnectionStringBuilder address, string? folder, Process? process) => (Address, _folder, _process) = (address, folder, process);

    /// <summary>Where it is.</summary>
    public NpgsqlConnectionStringBuilder Address { get; }

    /// <summary>Makes a database and gives its connection string.</summary>
    /// <param name="isNew">Whether it is quite empty; else it has its tables already, which saves a third of a second.</param>
    public static async Task<string> CreateDatabaseAsync(bool isNew = false) => await CopyAsync(isNew ? "template1" : await Template.Value);

    /// <summary>Deletes a database, whoever may still be connected to it.</summary>
    public static async Task DropDatabaseAsync(string address) =>
        await (await Started.Value).RunAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(address).Database} WITH (FORCE)");

    /// <summary>Runs a statement on the server's own database.</summary>
    public static async Task AdministerAsync(string sql) => await (await Started.Value).RunAsync(sql);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } && Template.IsValueCreated)
                await AdministerAsync($"DROP DATABASE {await Template.Value}");
            if (Started.IsValueCreated && await Started.Value is { } server && server != this)
                await server.DisposeAsync();
            return;
        }

        // SIGINT: fast shutdown. `timeout` hands it on.
        await RunAsync("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder!, recursive: true);
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var address = await CopyAsync("template1");
        (await PostgresDatabase.OpenAsync(new Secret(address), CancellationToken.None)).Dispose();
        return new NpgsqlConnectionStringBuilder(address).Database!;
    }

    private static async Task<string> CopyAsync(string template)
    {
        var server = await Started.Value;
        var name = $"changeover_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await server.RunAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        return new NpgsqlConnectionStringBuilder(server.Address.ToString()) { Database = name, Pooling = true }.ToString();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return new PostgresServer(new NpgsqlConnectionStringBuilder(given) { Pooling = false }, null, null);

        var folder = Directory.CreateTempSubdirectory("changeover-postgres-").FullName;
        var secret = Path.Combine(folder, "password");
        var data = Path.Combine(folder, "data");
        await File.WriteAllTextAsync(secret, Password);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["-R", "postgres", folder]);
        await RunAsync(AsAnybody("initdb", ["-D", data, "-U", "changeover", "--pwfile", secret, "--auth", "scram-sha-256", "--no-sync", "-E", "UTF8", "--locale", "C"]));

        // It never outlives seventy minutes, even if this process is killed.
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo("timeout", ["-s", "INT", "70m", .. AsAnybody("postgres",
        [
            "-D", data, "-c", "listen_addresses=127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "unix_socket_directories=",
            "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300", "-c", "shared_buffers=64MB", "-c", "logging_collector=off", "-c", "log_min_messages=fatal",
        ])])
        { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var server = new PostgresServer(
            new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "changeover", Password = Password, Database = "postgres", Pooling = false },
            folder,
            process);
        await server.ListensAsync();
        return server;
    }

    private static string[] AsAnybody(string program, string[] arguments)
    {
        var path = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetFiles("/usr/lib/postgresql", program, SearchOption.AllDirectories).Max(StringComparer.Ordinal)
            : program;
        if (path is null)
            throw new InvalidOperationException($"There is no {program} in /usr/lib/postgresql: install PostgreSQL, or name a server in {Variable}.");
        return Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments] : [path, .. arguments];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task RunAsync(string[] command) => RunAsync(command[0], command[1..]);

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors}{await output}");
    }

    private async Task ListensAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RunAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (attempt < 300 && !_process!.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Address.ToString());
        await connection.OpenAsync();
#pragma warning disable CA2100 // Names are made here.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
