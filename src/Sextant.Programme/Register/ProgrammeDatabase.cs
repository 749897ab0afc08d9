using Sextant.Store.Databases;

namespace Sextant.Programme.Register;

/// <summary>The register's database, migrated and ready.</summary>
public sealed class ProgrammeDatabase
{
    private readonly Database<ProgrammeContext> _database;

    private ProgrammeDatabase(Database<ProgrammeContext> database) => _database = database;

    internal DatabaseKind Kind => _database.Kind;

    /// <summary>Opens it, making and migrating it when needed.</summary>
    public static async Task<ProgrammeDatabase> OpenAsync(DatabaseOptions options, CancellationToken cancellation = default) =>
        new(await ProgrammeContext.OpenAsync(options, cancellation).ConfigureAwait(false));

    internal ProgrammeContext Create() => _database.Create();
}
