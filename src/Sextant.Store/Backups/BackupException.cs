namespace Sextant.Store.Backups;

/// <summary>Why a backup is not made, or not put back.</summary>
public enum BackupFault
{
    /// <summary>The folder holds something else.</summary>
    NotABackupFolder,

    /// <summary>Another process writes into the folder, or restores to the same place.</summary>
    Busy,

    /// <summary>There is no backup in the folder, or none of this name.</summary>
    None,

    /// <summary>The list of a backup is not what was written, or names what no backup may name.</summary>
    ListDamaged,

    /// <summary>A piece is missing or is not what was written.</summary>
    PieceDamaged,

    /// <summary>It was written in a form that this program does not know.</summary>
    NewerForm,

    /// <summary>Its database was written by a newer program.</summary>
    NewerDatabase,

    /// <summary>The place to restore to is not empty.</summary>
    TargetNotEmpty,

    /// <summary>The PostgreSQL database to restore to has tables.</summary>
    DatabaseNotEmpty,

    /// <summary>It is of the other kind of database.</summary>
    OtherDatabase,

    /// <summary>It does not fit on the disk.</summary>
    NoRoom,

    /// <summary>A database is damaged: what was copied of it does not hold together.</summary>
    DatabaseDamaged,
}

/// <summary>A backup cannot be made or put back, for a reason that a person can act on.</summary>
/// <param name="fault">Which.</param>
/// <param name="subject">The folder, file, name or number it is about.</param>
public sealed class BackupException(BackupFault fault, string subject) : Exception($"{fault}: {subject}")
{
    /// <summary>Which.</summary>
    public BackupFault Fault { get; } = fault;

    /// <summary>What it is about.</summary>
    public string Subject { get; } = subject;
}
