using Microsoft.Data.Sqlite;
using Npgsql;
using Sextant.Store.Files;

namespace Sextant.Store.Databases;

/// <summary>Tells a database whose disk is full or broken from every other fault, in the same words as a file on such a disk.</summary>
public static class DatabaseFaults
{
    private const int SqliteInputOutput = 10;
    private const int SqliteFull = 13;

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
