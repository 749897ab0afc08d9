using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Audit;

/// <summary>Every change leaves its entry in the same transaction, and whoever touches the log afterwards is found out.</summary>
public sealed class AuditLogTests
{
    public static TheoryData<DatabaseKind, string, string> Tampering { get; } = Cases();

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_correction_leaves_what_was_and_what_is(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        await new OrganisationCorrections(country.Database, country.Clock)
            .CorrectNameAsync("hue", "vi", "Thành phố Huế mới", VietNam.On("2026-01-01"), new Correction("lan", "viết sai", "192.0.2.7"));
        AuditLog log = Log(country);
        AuditEntry entry = (await log.ListAsync(new AuditFilter()))[0];
        Assert.Equal(("person:lan", "192.0.2.7", "register.correct", "viết sai", country.Clock.Now), (entry.Who, entry.From, entry.Action, entry.Reason, entry.At));
        Assert.StartsWith("register_name:hue/vi/", entry.Subject, StringComparison.Ordinal);
        Assert.Contains("Huế", entry.Before, StringComparison.Ordinal);
        Assert.DoesNotContain("mới", entry.Before, StringComparison.Ordinal);
        Assert.Contains("Thành phố Huế mới", entry.After, StringComparison.Ordinal);
        Assert.True((await log.VerifyAsync()).Whole);
        Assert.Equal("pack.load", Assert.Single(await log.ListAsync(new AuditFilter { Who = "program" })).Action);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_change_that_fails_leaves_no_entry(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind, load: false);
        AuditLog log = await WithAsync(country, 3);
        await Assert.ThrowsAsync<InvalidOperationException>(() => log.ChangeAsync<bool>(
            Actor.Program,
            (_, trail) =>
            {
                trail.Add("test", "thing:lost", null, new { Lost = true });
                throw new InvalidOperationException("the work failed");
            },
            default));
        Assert.Equal(3, (await log.VerifyAsync()).Entries);
        Assert.Equal([3L, 2L], (await log.ListAsync(new AuditFilter { Most = 2 })).Select(entry => entry.Sequence));
        Assert.Equal([1L], (await log.ListAsync(new AuditFilter { Before = 2 })).Select(entry => entry.Sequence));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_database_refuses_to_change_or_remove_an_entry(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind, load: false);
        await WithAsync(country, 2);
        await using ProgrammeContext context = country.Database.Create();
        foreach (string statement in (string[])["UPDATE audit_entry SET who = 'x' WHERE sequence = 1", "DELETE FROM audit_entry"])
        {
            Assert.Contains("only grows", (await Assert.ThrowsAnyAsync<Exception>(() => context.Database.ExecuteSqlRawAsync(statement))).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task What_was_done_to_the_log_is_said_with_the_row(DatabaseKind kind, string statements, string expected)
    {
        using VietNam country = await VietNam.OpenAsync(kind, load: false);
        AuditLog log = await WithAsync(country, 9);
        Assert.True((await log.VerifyAsync()).Whole);
        await TamperAsync(country, kind, statements);
        AuditReport report = await log.VerifyAsync();
        Assert.Equal(expected, string.Join(", ", report.Faults.Select(fault => $"{fault.Kind} {fault.Sequence} {fault.Other}".TrimEnd())));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_chain_calculated_anew_and_an_end_cut_off_with_its_head_are_found_by_marks_from_outside(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind, load: false);
        AuditLog log = await WithAsync(country, 4);
        AuditMark fourth = (await log.VerifyAsync()).Head!;
        log = await WithAsync(country, 5);
        AuditMark ninth = (await log.VerifyAsync()).Head!;
        await RewriteAsync(country, kind, 3);
        Assert.True((await log.VerifyAsync()).Whole); // nothing inside the database knows better
        Assert.Equal([new AuditFault(AuditFaultKind.Rewritten, 4), new AuditFault(AuditFaultKind.Rewritten, 9)], (await log.VerifyAsync([fourth, ninth])).Faults);

        await TamperAsync(country, kind, "DELETE FROM audit_entry WHERE sequence > 7; UPDATE audit_head SET sequence = 7, hash = (SELECT hash FROM audit_entry WHERE sequence = 7)");
        Assert.True((await log.VerifyAsync()).Whole);
        Assert.Equal([new AuditFault(AuditFaultKind.Truncated, 8, 9)], (await log.VerifyAsync([ninth])).Faults);
    }

    private static TheoryData<DatabaseKind, string, string> Cases()
    {
        var cases = new TheoryData<DatabaseKind, string, string>();
        foreach (DatabaseKind kind in VietNam.Kinds.Select(row => row.Data))
        {
            cases.Add(kind, "UPDATE audit_entry SET after = '{\"N\":77}' WHERE sequence = 4", "Edited 4");
            cases.Add(kind, "UPDATE audit_entry SET reason = '' WHERE sequence = 4", "Edited 4"); // null and nothing differ
            cases.Add(kind, "UPDATE audit_entry SET at = at WHERE sequence = 4; UPDATE audit_entry SET \"from\" = who, who = \"from\" WHERE sequence = 2", "Edited 2");
            cases.Add(kind, "DELETE FROM audit_entry WHERE sequence IN (3, 4)", "Removed 3 4");
            cases.Add(kind, "DELETE FROM audit_entry WHERE sequence = 1", "Removed 1 1");
            cases.Add(kind, "UPDATE audit_entry SET sequence = 99 WHERE sequence = 5; UPDATE audit_entry SET sequence = 5 WHERE sequence = 6; UPDATE audit_entry SET sequence = 6 WHERE sequence = 99", "Moved 5 6, Moved 6 5");
            cases.Add(kind, "UPDATE audit_entry SET hash = '00' WHERE sequence = 5", "Edited 5");
            cases.Add(kind, "DELETE FROM audit_entry WHERE sequence > 6", "Truncated 7 9");
            cases.Add(kind, "DELETE FROM audit_entry", "Truncated 1 9");
            cases.Add(kind, "UPDATE audit_head SET sequence = 7", "Added 8 9");
        }

        return cases;
    }

    private static AuditLog Log(VietNam country) => new(country.Database, country.Clock);

    private static async Task<AuditLog> WithAsync(VietNam country, int entries)
    {
        AuditLog log = Log(country);
        for (int i = 0; i < entries; i++)
        {
            await log.ChangeAsync(
                Actor.CommandLine("lan", "máy chủ"),
                (_, trail) =>
                {
                    trail.Add("test.count", $"thing:{i}", new { N = i }, new { N = i + 1 });
                    return Task.FromResult(true);
                },
                default);
        }

        return log;
    }

    private static async Task TamperAsync(VietNam country, DatabaseKind kind, string statements)
    {
        await using ProgrammeContext context = country.Database.Create();
        string[] free = kind == DatabaseKind.Sqlite
            ? ["DROP TRIGGER IF EXISTS audit_entry_no_update", "DROP TRIGGER IF EXISTS audit_entry_no_delete"]
            : ["DROP TRIGGER IF EXISTS audit_entry_only_grows ON audit_entry"];
        foreach (string statement in free.Concat(statements.Split("; ")))
        {
            await context.Database.ExecuteSqlRawAsync(statement.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        }
    }

    /// <summary>What a careful forger does: changes a row, and calculates it and all that follow anew, the head too.</summary>
    private static async Task RewriteAsync(VietNam country, DatabaseKind kind, long from)
    {
        await TamperAsync(country, kind, "SELECT 1");
        await using ProgrammeContext context = country.Database.Create();
        string previous = "";
        foreach (AuditEntryRow row in await context.Set<AuditEntryRow>().OrderBy(row => row.Sequence).ToListAsync())
        {
            if (row.Sequence >= from)
            {
                row.Who = row.Sequence == from ? "person:minh" : row.Who;
                row.Previous = previous;
                row.Hash = AuditChain.Hash(row);
            }

            previous = row.Hash;
        }

        (await context.Set<AuditHeadRow>().SingleAsync()).Hash = previous;
        await context.SaveChangesAsync();
    }
}
