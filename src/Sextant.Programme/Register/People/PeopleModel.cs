using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sextant.Programme.Register;

/// <summary>Indexes of the tables of people.</summary>
internal static class PeopleModel
{
    internal static void Add(ModelBuilder model)
    {
        EntityTypeBuilder<PersonRow> person = model.Entity<PersonRow>();
        person.HasIndex(row => row.Key).IsUnique();
        person.HasIndex(row => row.EmailFolded).IsUnique();
        EntityTypeBuilder<PersonGrantRow> grant = model.Entity<PersonGrantRow>();
        grant.HasIndex(row => row.Key).IsUnique();
        grant.HasIndex(row => row.Person);
        grant.HasIndex(row => row.Organisation);
        EntityTypeBuilder<PersonPasskeyRow> passkey = model.Entity<PersonPasskeyRow>();
        passkey.HasIndex(row => row.Key).IsUnique();
        passkey.HasIndex(row => row.Person);
        model.Entity<PersonRecoveryRow>().HasIndex(row => row.Person);
        EntityTypeBuilder<PersonSessionRow> session = model.Entity<PersonSessionRow>();
        session.HasIndex(row => row.Hash).IsUnique();
        session.HasIndex(row => row.Person);
        model.Entity<PersonLinkRow>().HasIndex(row => row.Hash).IsUnique();
        EntityTypeBuilder<PersonTokenRow> token = model.Entity<PersonTokenRow>();
        token.HasIndex(row => row.Hash).IsUnique();
        token.HasIndex(row => row.Person);
        EnteringModel.Add(model);
    }
}
