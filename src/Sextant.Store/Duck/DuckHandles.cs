using Microsoft.Win32.SafeHandles;

namespace Sextant.Store.Duck;

/// <summary>A <c>duckdb_database</c>.</summary>
internal sealed class DuckDatabaseHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public DuckDatabaseHandle(nint value)
        : base(ownsHandle: true) => SetHandle(value);

    protected override bool ReleaseHandle()
    {
        DuckNative.Close(ref handle);
        return true;
    }
}

/// <summary>A <c>duckdb_connection</c>.</summary>
internal sealed class DuckConnectionHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public DuckConnectionHandle(nint value)
        : base(ownsHandle: true) => SetHandle(value);

    protected override bool ReleaseHandle()
    {
        DuckNative.Disconnect(ref handle);
        return true;
    }
}

/// <summary>A <c>duckdb_prepared_statement</c>; one that failed to prepare must be destroyed too.</summary>
internal sealed class DuckStatementHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public DuckStatementHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        DuckNative.DestroyPrepare(ref handle);
        return true;
    }
}

/// <summary>A <c>duckdb_data_chunk</c>.</summary>
internal sealed class DuckChunkHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public DuckChunkHandle(nint value)
        : base(ownsHandle: true) => SetHandle(value);

    protected override bool ReleaseHandle()
    {
        DuckNative.DestroyChunk(ref handle);
        return true;
    }
}

/// <summary>A <c>duckdb_appender</c>; one whose creation failed must be destroyed too.</summary>
internal sealed class DuckAppenderHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public DuckAppenderHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => DuckNative.DestroyAppender(ref handle) == 0;
}
