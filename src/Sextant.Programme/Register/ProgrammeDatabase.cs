using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Sextant.Store.Databases;

namespace Sextant.Programme.Register;

/// <summary>The register is empty: no pack was loaded.</summary>
public sealed class NoPackException() : Exception("No country pack is loaded: run 'sextant pack load DIR'.");

/// <summary>The register's database, migrated and ready.</summary>
public sealed class ProgrammeDatabase
{
    private readonly Database<ProgrammeContext> _database;

    // Who writes waits here, in the order in which they came, and not in the database: there each would hold a thread or a connection that readers need, and SQLite wakes who waits in no order.
    private readonly SemaphoreSlim _writing = new(1, 1);

    private ProgrammeDatabase(Database<ProgrammeContext> database, string? anchors) => (_database, Anchors, Memory) = (database, anchors, new ReadMemory(database.Create));

    /// <summary>The file in which the audit log is anchored; null: nowhere.</summary>
    internal string? Anchors { get; }

    /// <summary>Whether it is being anchored.</summary>
    public AnchorHealth Anchoring { get; } = new();

    /// <summary>What was read of it and still holds.</summary>
    internal ReadMemory Memory { get; }

    /// <summary>Opens it, making and migrating it when needed.</summary>
    public static Task<ProgrammeDatabase> OpenAsync(DatabaseOptions options, CancellationToken cancellation = default) => OpenAsync(options, null, cancellation);

    /// <summary>The same, with the audit log anchored in a file outside the database.</summary>
    public static async Task<ProgrammeDatabase> OpenAsync(DatabaseOptions options, string? anchors, CancellationToken cancellation = default) =>
        new(await ProgrammeContext.OpenAsync(options, cancellation).ConfigureAwait(false), anchors);

    /// <summary>The migrations this program knows of the register, as <c>TABLE/ID</c>.</summary>
    public static IReadOnlyList<string> Migrations => Store.Databases.Database.Known<ProgrammeContext>(ProgrammeContext.Area);

    /// <summary>Makes the register's tables in an empty database as they were when these migrations had been applied: for rows of a backup.</summary>
    public static Task MakeTablesAsync(DatabaseOptions database, IReadOnlyList<string> applied, CancellationToken cancellation = default) =>
        Store.Databases.Database.MakeAsync<ProgrammeContext>(database, ProgrammeContext.Area, made => new ProgrammeContext(made), applied, cancellation);

    /// <summary>Days and weeks of the loaded pack's country.</summary>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public Task<ProgrammeCalendar> CalendarAsync(CancellationToken cancellation = default) => Memory.OnceAsync("calendar", 0, async () =>
    {
        await using ProgrammeContext context = Create();
        string? zone = await context.PackLoads.OrderByDescending(load => load.Id).Select(load => load.TimeZone).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        return new ProgrammeCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone ?? throw new NoPackException()));
    }, cancellation);

    /// <summary>Begins one look at the register: a page asks once how far it has come, not with every part. Over when it is disposed of.</summary>
    public static IDisposable Look() => RegisterLook.Begin();

    internal ProgrammeContext Create()
    {
        ProgrammeContext context = _database.Create();
        context.Memory = Memory;
        return context;
    }

    /// <summary>
    /// One piece of writing, in one transaction and alone: loads and corrections look at what is current before they write, and two that looked
    /// at once would both be right and together wrong. Writing by people is rare, so all of it waits for each other, and the audit log has one order.
    /// </summary>
    /// <param name="work">Does it.</param>
    /// <param name="cancellation">Stops waiting, and takes back what is not lasting yet.</param>
    /// <param name="stamp">Of the request, where it must not be done twice.</param>
    internal async Task<T> WriteAsync<T>(Func<ProgrammeContext, Task<T>> work, CancellationToken cancellation, string? stamp = null)
    {
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await WriteAloneAsync(work, stamp, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Something small that is not worth waiting for others who write: the next request does it.</summary>
    /// <param name="must">It was left too often: now it waits.</param>
    internal async Task WriteIfFreeAsync(bool must, Func<ProgrammeContext, Task> work, CancellationToken cancellation)
    {
        if (must)
        {
            await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        }
        else if (!_writing.Wait(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            await using ProgrammeContext context = _database.Create();
            await work(context).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<T> WriteAloneAsync<T>(Func<ProgrammeContext, Task<T>> work, string? stamp, CancellationToken cancellation)
    {
        await using ProgrammeContext context = _database.Create();
        context.Database.AutoSavepointsEnabled = false; // all of it or nothing: a part that fails takes the whole back, and each point costs two turns to the server
        await using IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        context.Start = await WriteStart.ReadAsync(context, transaction.GetDbTransaction(), _database.Kind, stamp, cancellation).ConfigureAwait(false);
        T result = await work(context).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        RegisterLook.Current?.Renew();
        return result;
    }
}
