using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Sextant.Store.Databases;

namespace Sextant.Programme.Register;

/// <summary>What every piece of writing asks first, in one turn to the server: to be the only writer, where the audit log ends, and whether the same request was done before.</summary>
/// <param name="Head">The newest entry's; null: the log is empty.</param>
/// <param name="Done">What was asked for under the same stamp, and what came of it; null: nothing was.</param>
internal sealed record WriteStart(AuditHeadRow? Head, (string Asked, string Made)? Done)
{
    private const string Question = """
        SELECT head.id, head.sequence, head.hash, done.asked, done.made
        FROM (SELECT 1 AS one) AS always LEFT JOIN audit_head AS head ON 1 = 1 LEFT JOIN request_once AS done ON done.stamp = @stamp
        """;

    /// <summary>SQLite's transaction begins as the only writer already. In PostgreSQL each statement sees what was lasting when it began, so the second sees what the lock waited for.</summary>
    internal static async Task<WriteStart> ReadAsync(DbContext context, DbTransaction transaction, DatabaseKind kind, string? stamp, CancellationToken cancellation)
    {
        DbCommand command = context.Database.GetDbConnection().CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = kind == DatabaseKind.PostgreSql ? $"LOCK TABLE audit_head IN EXCLUSIVE MODE; {Question}" : Question;
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType, parameter.Value) = ("stamp", System.Data.DbType.String, stamp ?? "");
            command.Parameters.Add(parameter);
            DbDataReader reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellation).ConfigureAwait(false);
                AuditHeadRow? head = await reader.IsDBNullAsync(0, cancellation).ConfigureAwait(false) ? null
                    : new AuditHeadRow { Id = reader.GetInt64(0), Sequence = reader.GetInt64(1), Hash = reader.GetString(2) };
                return new WriteStart(head, await reader.IsDBNullAsync(3, cancellation).ConfigureAwait(false) ? null : (reader.GetString(3), reader.GetString(4)));
            }
        }
    }
}
