using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sextant.Store.Files;

namespace Sextant.Store.Databases;

/// <summary>Only one process at a time migrates an area; the lock ends with its holder, however that ends.</summary>
internal sealed class MigrationLock : IAsyncDisposable
{
    private readonly ProcessLock? _file;
    private readonly NpgsqlConnection? _session;

    private MigrationLock(ProcessLock? file, NpgsqlConnection? session) => (_file, _session) = (file, session);

    internal static async Task<MigrationLock> TakeAsync(DbContext context, DatabaseOptions options, string area, CancellationToken cancellation)
    {
        if (options.Kind == DatabaseKind.Sqlite)
        {
            DurableFile.CreateFolder(Path.GetDirectoryName(options.Location)!);
            return new MigrationLock(
                await ProcessLock.AcquireAsync(options.Location + ".migrating", options.MigrationTimeout, cancellation).ConfigureAwait(false), null);
        }

        // A session of its own, without pooling: closing it is what lets go.
        var settings = new NpgsqlConnectionStringBuilder(context.Database.GetConnectionString()) { Pooling = false };
        var session = new NpgsqlConnection(settings.ToString());
        try
        {
            await session.OpenAsync(cancellation).ConfigureAwait(false);
            NpgsqlCommand command = session.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = "SELECT pg_advisory_lock(@key)";
                command.CommandTimeout = (int)Math.Ceiling(options.MigrationTimeout.TotalSeconds);
                command.Parameters.AddWithValue("key", Key(area));
                await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }

            return new MigrationLock(null, session);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _file?.Dispose();
        if (_session is not null)
        {
            await _session.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Advisory locks are numbers: the first 8 bytes of a hash, so that no other program's small number is met.</summary>
    private static long Key(string area) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"sextant migration {area}")));
}
