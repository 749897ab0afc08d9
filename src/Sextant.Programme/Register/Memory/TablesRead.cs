namespace Sextant.Programme.Register;

/// <summary>
/// Which tables a piece of reading has asked for. The context notes every table that is asked for, so that nobody has to keep a list of what a reading depends on, and
/// none can be forgotten.
/// </summary>
internal sealed class TablesRead
{
    private static readonly AsyncLocal<TablesRead?> Now = new();

    private readonly HashSet<Type> _tables = [];
    private readonly Lock _gate = new();

    /// <summary>Notes for whoever records; nobody, mostly.</summary>
    internal static void Note(params IEnumerable<Type> tables) => Now.Value?.Add(tables);

    /// <summary>Reads, and says which tables were asked for.</summary>
    internal static async Task<(T Value, IReadOnlyCollection<Type> Tables)> RecordAsync<T>(Func<Task<T>> read)
    {
        // What is set here is seen by what is called from here and is gone when this method returns.
        var own = new TablesRead();
        Now.Value = own;
        return (await read().ConfigureAwait(false), own._tables);
    }

    private void Add(IEnumerable<Type> tables)
    {
        lock (_gate)
        {
            _tables.UnionWith(tables);
        }
    }
}
