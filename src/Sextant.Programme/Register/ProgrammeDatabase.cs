using Microsoft.EntityFrameworkCore;
using Sextant.Store.Databases;

namespace Sextant.Programme.Register;

/// <summary>The register is empty: no pack was loaded.</summary>
public sealed class NoPackException() : Exception("No country pack is loaded: run 'sextant pack load DIR'.");

/// <summary>The register's database, migrated and ready.</summary>
public sealed class ProgrammeDatabase
{
    private readonly Database<ProgrammeContext> _database;

    private ProgrammeDatabase(Database<ProgrammeContext> database) => _database = database;

    internal DatabaseKind Kind => _database.Kind;

    /// <summary>Opens it, making and migrating it when needed.</summary>
    public static async Task<ProgrammeDatabase> OpenAsync(DatabaseOptions options, CancellationToken cancellation = default) =>
        new(await ProgrammeContext.OpenAsync(options, cancellation).ConfigureAwait(false));

    /// <summary>Days and weeks of the loaded pack's country.</summary>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public async Task<ProgrammeCalendar> CalendarAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = Create();
        string? zone = await context.PackLoads.OrderByDescending(load => load.Id).Select(load => load.TimeZone).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        return new ProgrammeCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone ?? throw new NoPackException()));
    }

    internal ProgrammeContext Create() => _database.Create();
}
