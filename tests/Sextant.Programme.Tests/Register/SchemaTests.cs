using Sextant.Programme.Register;
using Sextant.Store.Databases;
using Sextant.Testing.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Register;

public sealed class SchemaTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public Task Migrations_give_the_model(DatabaseKind kind) =>
        SchemaGuard.MigrationsGiveTheModelAsync<ProgrammeContext>(kind, ProgrammeContext.Area, options => new ProgrammeContext(options));
}
