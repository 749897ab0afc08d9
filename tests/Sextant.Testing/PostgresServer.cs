using System.Diagnostics;
using Npgsql;

namespace Sextant.Testing;

/// <summary>
/// A real PostgreSQL of the test process's own: initdb in a temporary folder, reached by a UNIX socket in it only (no port is
/// taken), stopped and removed when the test process ends, also when it is killed.
/// </summary>
public sealed class PostgresServer
{
    private static readonly SemaphoreSlim Once = new(1, 1);
    private static PostgresServer? _shared;
    private static string? _absent;
    private readonly string _socket;
    private readonly Process _keeper;

    private PostgresServer(string socket, Process keeper) => (_socket, _keeper) = (socket, keeper);

    /// <summary>The server all tests of this process share, or the reason why there is none.</summary>
    public static async Task<(PostgresServer? Server, string? Absent)> SharedAsync()
    {
        await Once.WaitAsync();
        try
        {
            if (_shared is null && _absent is null)
            {
                string? binaries = FindBinaries();
                if (binaries is null)
                {
                    _absent = "PostgreSQL is not installed (apt install postgresql): what needs a real server was not tested.";
                }
                else
                {
                    _shared = await StartAsync(binaries);
                }
            }

            return (_shared, _absent);
        }
        finally
        {
            Once.Release();
        }
    }

    /// <summary>A server of one test's own, which it may stop; null and the reason where there is none.</summary>
    public static async Task<(PostgresServer? Server, string? Absent)> OwnAsync() =>
        FindBinaries() is { } binaries ? (await StartAsync(binaries), null) : (null, "PostgreSQL is not installed (apt install postgresql): what needs a real server was not tested.");

    /// <summary>Stops the server as an administrator does: sessions are ended, no connection is taken.</summary>
    public Task StopAsync() => TellAsync("stop");

    /// <summary>Starts it again.</summary>
    public async Task StartAgainAsync()
    {
        await TellAsync("start");
        await WaitAsync();
    }

    /// <summary>Ends the server and removes what it kept.</summary>
    public void End() => _keeper.StandardInput.Close();

    /// <summary>Makes an empty database and gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = "t" + Guid.NewGuid().ToString("N");
        await RunAsync(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Copies a database that nobody is connected to; gives the copy's connection string.</summary>
    public static async Task<string> CopyAsync(string location)
    {
        var place = new NpgsqlConnectionStringBuilder(location);
        string name = "t" + Guid.NewGuid().ToString("N");
        await RunAsync(Beside(location), $"CREATE DATABASE {name} TEMPLATE {place.Database}");
        place.Database = name;
        return place.ToString();
    }

    /// <summary>Removes a database, whoever is connected to it.</summary>
    public static Task DropAsync(string location) => RunAsync(Beside(location), $"DROP DATABASE {new NpgsqlConnectionStringBuilder(location).Database} WITH (FORCE)");

    /// <summary>Runs statements as another program does.</summary>
    public static async Task RunAsync(string location, string statements)
    {
        await using var connection = new NpgsqlConnection(location);
        await connection.OpenAsync();
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = statements;
        await command.ExecuteNonQueryAsync();
    }

    // The administrator's database of the same server, whose pool all that make and remove databases share.
    private static string Beside(string location) => new NpgsqlConnectionStringBuilder(location) { Database = "postgres" }.ToString();

    private static string? FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out int version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"))
                .FirstOrDefault()
            : null;

    private static async Task<PostgresServer> StartAsync(string binaries)
    {
        // /tmp and short: the path of a UNIX socket has at most 107 bytes.
        string folder = $"/tmp/sextant-pg-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}";
        Directory.CreateDirectory(folder);

        // The server refuses to run as root. The keeper waits on its standard input, which the kernel closes when this process
        // ends in any way, and then stops the server and removes the folder. fsync is off: the product's commits are tested, not the server's disk.
        string script = $$"""
            set -e
            exec 2>/dev/null
            as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
            [ "$(id -u)" != 0 ] || chown postgres '{{folder}}'
            cd /
            as {{binaries}}/initdb -D '{{folder}}/data' -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >'{{folder}}/initdb.log' 2>&1
            start() { as {{binaries}}/postgres -D '{{folder}}/data' -k '{{folder}}' -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB >>'{{folder}}/server.log' 2>&1 & }
            start
            server=$!
            echo started
            while read -r word; do
              case $word in
                stop) as {{binaries}}/pg_ctl -D '{{folder}}/data' stop -m fast >/dev/null 2>&1 || true ;;
                start) start; server=$! ;;
              esac
              echo $word
            done
            as {{binaries}}/pg_ctl -D '{{folder}}/data' stop -m immediate >/dev/null 2>&1 || kill $server || true
            wait $server || true
            rm -rf '{{folder}}'
            """;
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        Process keeper = Process.Start(start)!;
        string? said = await keeper.StandardOutput.ReadLineAsync();
        if (said != "started")
        {
            throw new InvalidOperationException($"PostgreSQL's initdb failed; see {folder}/initdb.log.");
        }

        var server = new PostgresServer(folder, keeper);
        await server.WaitAsync();
        return server;
    }

    private async Task TellAsync(string word)
    {
        await _keeper.StandardInput.WriteLineAsync(word);
        await _keeper.StandardInput.FlushAsync();
        await _keeper.StandardOutput.ReadLineAsync();
    }

    private async Task WaitAsync()
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (attempt < 200 && !_keeper.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = _socket, Username = "postgres", Database = database, MaxPoolSize = 8 }.ToString();
}
