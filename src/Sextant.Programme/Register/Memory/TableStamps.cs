using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Sextant.Programme.Register;

/// <summary>
/// How far tables have come: a number for each that only grows, and grows with every change. Versions of facts are only ever added, one after the other by the one writer that
/// there is at a time, so their greatest id says it; what is changed in place has a sum of its own, or goes by the audit log.
/// </summary>
internal static class TableStamps
{
    /// <summary>Stands for what was measured, which lies in another area's tables.</summary>
    internal static readonly Type Measured = typeof(TableStamps);

    private const string Audited = "(SELECT COALESCE(MAX(sequence), 0) FROM audit_head)";

    // Undone deliveries stay, with the moment; personal data of learners is taken out of rows that stay. Each is an entry of the audit log.
    private static readonly HashSet<Type> ChangedInPlace = [typeof(OutsideFileRow), typeof(RegisterLearner), typeof(RegisterCertificate), typeof(RegisterExpert)];

    private static readonly HashSet<Type> OnlyAdded = [typeof(RegisterPackLoad), typeof(OutsidePointRow)];

    /// <summary>The tables that say how far they have come, and the statement that asks all of them. What rests on another is read each time.</summary>
    internal static (IReadOnlyList<Type> Tables, string Statement) Of(IModel model)
    {
        Type[] tables = [.. model.GetEntityTypes().Select(one => one.ClrType).Where(table => ChangedInPlace.Contains(table) || OnlyAdded.Contains(table) || typeof(RegisterRow).IsAssignableFrom(table))];
        return (tables, "SELECT " + string.Join(", ", tables.Select(table => ChangedInPlace.Contains(table) ? Audited : $"(SELECT COALESCE(MAX(id), 0) FROM {model.FindEntityType(table)!.GetTableName()})")));
    }

    /// <summary>Asks for all of them in one statement.</summary>
    internal static async Task<Dictionary<Type, long>> ReadAsync(DbContext context, IReadOnlyList<Type> tables, string statement, CancellationToken cancellation)
    {
        var stamps = new Dictionary<Type, long>(tables.Count);
        await context.Database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        DbCommand command = context.Database.GetDbConnection().CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = statement;
            DbDataReader reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellation).ConfigureAwait(false);
                for (int i = 0; i < tables.Count; i++)
                {
                    stamps[tables[i]] = Convert.ToInt64(reader.GetValue(i), CultureInfo.InvariantCulture);
                }
            }
        }

        return stamps;
    }
}
