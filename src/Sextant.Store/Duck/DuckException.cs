namespace Sextant.Store.Duck;

/// <summary>Why DuckDB refused, as far as callers tell it apart; the numbers are those of <c>duckdb_error_type</c>.</summary>
public enum DuckFault
{
    /// <summary>None of the others.</summary>
    Other = 0,

    /// <summary>A value could not be converted.</summary>
    Conversion = 2,

    /// <summary>A table or function does not exist, or exists already.</summary>
    Catalog = 13,

    /// <summary>The statement cannot be read.</summary>
    Parser = 14,

    /// <summary>A constraint is violated.</summary>
    Constraint = 18,

    /// <summary>A name in the statement cannot be bound.</summary>
    Binder = 24,

    /// <summary>A file could not be read or written (also: the disk is full).</summary>
    InputOutput = 28,

    /// <summary>It was interrupted.</summary>
    Interrupted = 29,

    /// <summary>The database can no longer be used.</summary>
    Fatal = 30,

    /// <summary>A fault inside DuckDB.</summary>
    Internal = 31,

    /// <summary>An argument is not valid.</summary>
    InvalidInput = 32,

    /// <summary>The memory limit was reached.</summary>
    OutOfMemory = 33,
}

/// <summary>What DuckDB says went wrong.</summary>
public sealed class DuckException : Exception
{
    internal DuckException(DuckFault fault, string message)
        : base(message) => Fault = fault;

    /// <summary>Why.</summary>
    public DuckFault Fault { get; }

    internal static DuckException Of(int type, nint message, string fallback)
    {
        string text = System.Runtime.InteropServices.Marshal.PtrToStringUTF8(message) ?? fallback;
        var fault = (DuckFault)type;
        return new DuckException(Enum.IsDefined(fault) ? fault : DuckFault.Other, text);
    }
}
