using Microsoft.Data.Sqlite;
using Npgsql;
using Sextant.Store.Files;

namespace Sextant.Store.Databases;

/// <summary>Tells a database whose disk is full or broken, and one that cannot be reached now, from every other fault.</summary>
public static class DatabaseFaults
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteInputOutput = 10;
    private const int SqliteFull = 13;

    /// <summary>
    /// Whether the database cannot be reached now and may be later: the server is stopped, starts, or the way to it is cut; a SQLite file that another holds.
    /// Whether a commit that was under way took place is not known then.
    /// </summary>
    public static bool IsAway(Exception fault)
    {
        for (Exception? at = fault; at is not null; at = at.InnerException)
        {
            // Class 57P: the server shuts down or starts; class 08: the connection; 53300: no connection is free (PostgreSQL, appendix A).
            bool away = at switch
            {
                PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections } => true,
                PostgresException state => state.SqlState.StartsWith("08", StringComparison.Ordinal),
                NpgsqlException => true, // everything that is no answer of the server: refused, reset, timed out
                SqliteException { SqliteErrorCode: SqliteBusy } => true,
                _ => false,
            };
            if (away)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when another program held the database longer than one waits for it.</summary>
    public static bool IsLocked(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The fault as one of the disk; null when it is another.</summary>
    public static StorageException? OfDisk(Exception fault, DatabaseOptions options)
    {
        for (Exception? at = fault; at is not null; at = at.InnerException)
        {
            int error = at switch
            {
                SqliteException { SqliteErrorCode: SqliteFull } => Errno.NoSpace,
                SqliteException { SqliteErrorCode: SqliteInputOutput } => Errno.InputOutput,
                PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Errno.NoSpace,
                PostgresException { SqlState: PostgresErrorCodes.IoError } => Errno.InputOutput,
                _ => 0,
            };
            if (error != 0)
            {
                string place = options.Kind == DatabaseKind.Sqlite ? options.Location : "the PostgreSQL server's data folder";
                return StorageException.Of("write", place, error);
            }
        }

        return null;
    }
}
