using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Store.Databases;

/// <summary>Our migrations are called <c>0003_audit</c>: EF Core expects fourteen digits, and fails where it looks for one by its name.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "EF Core makes it.")]
internal sealed class MigrationIds : IMigrationsIdGenerator
{
    public string GenerateId(string name) => name;

    public string GetName(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    public bool IsValidId(string value) => true;
}
