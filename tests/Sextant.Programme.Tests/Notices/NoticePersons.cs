using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tests.Notices;

/// <summary>Persons whom notices find.</summary>
internal static class NoticePersons
{
    /// <summary>A person of this name, with one role, who is written to at NAME@example.gov.vn; gives the key, which is the name.</summary>
    public static async Task<string> AddAsync(VietNam country, string name, Role role, string? organisation)
    {
        await using ProgrammeContext context = country.Database.Create();
        string email = $"{name}@example.gov.vn";
        context.Add(new PersonRow { Key = name, Name = name, Email = email, EmailFolded = email, Organisation = organisation, CreatedAt = country.Clock.Now, Stamp = "" });
        context.Add(new PersonGrantRow { Key = "g-" + name, Person = name, Role = role.Word(), Organisation = organisation, GrantedAt = country.Clock.Now, GrantedBy = "test" });
        await context.SaveChangesAsync();
        return name;
    }
}
