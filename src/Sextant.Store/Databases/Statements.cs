using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Sextant.Store.Databases;

/// <summary>
/// Statements written by hand, in one transaction. Without EF Core, whose services and model take a short command longer to build than its
/// own work takes; or inside the transaction of a context, for who reads through EF Core before it writes.
/// </summary>
public sealed class Statements : IAsyncDisposable
{
    private readonly DatabaseKind _kind;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly bool _isOwn;

    private Statements(DatabaseKind kind, DbConnection connection, DbTransaction transaction, bool isOwn) =>
        (_kind, _connection, _transaction, _isOwn) = (kind, connection, transaction, isOwn);

    /// <summary>Those of a context's transaction, which must have begun: who began it commits it.</summary>
    public static Statements Within(DbContext context)
    {
        IDbContextTransaction transaction = context.Database.CurrentTransaction ?? throw new InvalidOperationException("no transaction has begun");
        return new Statements(
            context.Database.IsSqlite() ? DatabaseKind.Sqlite : DatabaseKind.PostgreSql, context.Database.GetDbConnection(), transaction.GetDbTransaction(), isOwn: false);
    }

    /// <summary>Begins a transaction on a connection of its own.</summary>
    internal static async Task<Statements> BeginAsync(DatabaseOptions options, CancellationToken cancellation)
    {
        DbConnection connection = await Connections.OpenAsync(options, cancellation).ConfigureAwait(false);
        try
        {
            // On SQLite this is BEGIN IMMEDIATE: the only writer from the start, as EF Core begins too.
            return new Statements(options.Kind, connection, await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false), isOwn: true);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs one statement; what stands in its braces goes as parameters, never as text.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(FormattableString sql, CancellationToken cancellation = default)
    {
        DbCommand command = _connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            object?[] values = sql.GetArguments();
            object[] names = new object[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                DbParameter parameter = command.CreateParameter();
                names[i] = parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
                parameter.Value = values[i] switch
                {
                    null => DBNull.Value,
                    DateTimeOffset instant => ModelConventions.Stored(_kind, instant),
                    { } value => value,
                };
                command.Parameters.Add(parameter);
            }

            command.Transaction = _transaction;
            command.CommandText = string.Format(CultureInfo.InvariantCulture, sql.Format, names);
            return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Makes all of it lasting.</summary>
    public Task CommitAsync(CancellationToken cancellation = default) =>
        _isOwn ? _transaction.CommitAsync(cancellation) : throw new InvalidOperationException("who began the transaction commits it");

    /// <summary>Takes back what was not committed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isOwn)
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
