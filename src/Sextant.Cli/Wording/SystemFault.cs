using System.Data.Common;
using System.Net.Sockets;
using Sextant.Store.Files;

namespace Sextant.Cli.Wording;

/// <summary>
/// What the system or a database refused, as a clause in the reader's language: the runtime's own messages are English whatever the language is.
/// Only what is not known by its kind is repeated as the system said it, so that nothing gets lost.
/// </summary>
internal static class SystemFault
{
    /// <summary>The clause, with its full stop, for the place after a colon.</summary>
    public static string Of(Exception fault, Texts texts)
    {
        // What wraps a fault knows less of it.
        for (Exception? at = fault; at is not null; at = at.InnerException)
        {
            if (KeyOf(at) is { } key)
            {
                return texts[key];
            }
        }

        return fault.Message.Split('\n')[0].TrimEnd();
    }

    /// <summary>The file or folder that a fault speaks of; null when it names none.</summary>
    public static string? PathOf(Exception fault)
    {
        if (fault is StorageException { Path: var stored })
        {
            return stored;
        }

        // The runtime puts the path between quotes into its message, and nowhere else but for files that are missing.
        (int open, int close) = (fault.Message.IndexOf('\'', StringComparison.Ordinal), fault.Message.LastIndexOf('\''));
        return open >= 0 && close > open + 1 ? fault.Message[(open + 1)..close] : null;
    }

    private static string? KeyOf(Exception fault) => fault switch
    {
        StorageException { ErrorNumber: 0 } => "fault.damaged",
        StorageException { ErrorNumber: var number } => KeyOf(number),
        FileNotFoundException => "fault.no-file",
        DirectoryNotFoundException => "fault.no-path",
        PathTooLongException => "fault.long-name",
        EndOfStreamException => "fault.cut-off",
        UnauthorizedAccessException => Directory.Exists(PathOf(fault)) ? "fault.is-folder" : "fault.no-right",
        DbException database => KeyOf(database),
        SocketException => "fault.no-server",
        // On Linux the runtime keeps the error number of the call here.
        IOException { HResult: var number } => KeyOf(number),
        _ => null,
    };

    // Numbers of Linux (errno.h) that a user can do something about.
    private static string? KeyOf(int number) => number switch
    {
        2 => "fault.no-file",
        Errno.Access or Errno.NotPermitted => "fault.no-right",
        Errno.InputOutput => "fault.disk",
        17 => "fault.exists",
        20 => "fault.no-folder",
        21 => "fault.is-folder",
        23 or 24 => "fault.many-files",
        Errno.NoSpace => "fault.full",
        Errno.Quota => "fault.quota",
        Errno.ReadOnly => "fault.read-only",
        36 => "fault.long-name",
        40 => "fault.loop",
        _ => null,
    };

    // Classes of the SQL standard's states; SQLite has none and tells by number (sqlite.org/rescode.html: 5 SQLITE_BUSY, 11 SQLITE_CORRUPT, 14 SQLITE_CANTOPEN, 26 SQLITE_NOTADB).
    private static string? KeyOf(DbException fault) => fault switch
    {
        { SqlState: ['2', '8', ..] } => "fault.login",
        { SqlState: "3D000" } => "fault.no-database",
        _ when fault.Message.StartsWith("SQLite Error 26:", StringComparison.Ordinal) => "fault.not-database",
        _ when fault.Message.StartsWith("SQLite Error 14:", StringComparison.Ordinal) => "fault.not-opened",
        _ when fault.Message.StartsWith("SQLite Error 5:", StringComparison.Ordinal) => "fault.held",
        _ when fault.Message.StartsWith("SQLite Error 11:", StringComparison.Ordinal) => "fault.damaged",
        _ => null,
    };
}
