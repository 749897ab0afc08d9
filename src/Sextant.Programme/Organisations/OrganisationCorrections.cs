using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;
using Sextant.Wire.Names;

namespace Sextant.Programme.Organisations;

/// <summary>Who corrects, and why: both stay with the row.</summary>
/// <param name="Person">The person's id in the installation.</param>
/// <param name="Reason">In a sentence; shown in the history.</param>
/// <param name="From">The client's address.</param>
public sealed record Correction(string Person, string Reason, string From = "program")
{
    /// <summary>As the audit log names who corrects; null: the person.</summary>
    public Actor? Actor { get; init; }
}

/// <summary>
/// What a person knows better than the pack. Each correction is a new version of a fact: the earlier one stays readable, and no reload of
/// a pack touches the new one.
/// </summary>
public sealed class OrganisationCorrections(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>An organisation is called otherwise from a day on.</summary>
    public Task RenameAsync(string slug, LocalText name, DateOnly from, Correction by, CancellationToken cancellation = default) =>
        WriteAsync(by, async (context, writer) =>
        {
            await LivingAsync(context, slug, from, cancellation).ConfigureAwait(false);
            foreach ((string language, string text) in name.All)
            {
                List<RegisterName> before = await context.Current<RegisterName>().Where(row => row.Organisation == slug && row.Language == language)
                    .ToListAsync(cancellation).ConfigureAwait(false);
                foreach (RegisterName row in before.Where(row => (row.ValidFrom is null || row.ValidFrom < from) && (row.ValidUntil is null || row.ValidUntil >= from)))
                {
                    await EndRowAsync(writer, row, from.AddDays(-1), by, cancellation).ConfigureAwait(false);
                }

                await writer.PutAsync(RegisterKeys.NameRow(slug, language, Line(text), from, null), by.Reason, cancellation).ConfigureAwait(false);
            }
        }, cancellation);

    /// <summary>A name was written wrongly all along: the version of the day is replaced, its days stay.</summary>
    public Task CorrectNameAsync(string slug, string language, string name, AsOf asOf, Correction by, CancellationToken cancellation = default) =>
        WriteAsync(by, async (context, writer) =>
        {
            List<RegisterName> rows = await context.At<RegisterName>(asOf with { Known = null }).Where(row => row.Organisation == slug && row.Language == language)
                .ToListAsync(cancellation).ConfigureAwait(false);
            RegisterName held = rows.OrderByDescending(row => Origin.IsPerson(row.Origin)).FirstOrDefault()
                ?? throw new RefusedException("correction-name-none");
            var row = (RegisterName)held.Next();
            (row.Name, row.Folded) = (Line(name), Folded.Of(name));
            await writer.PutAsync(row, by.Reason, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>An organisation's domain is another from a day on; what of it was measured is measured of the new one, which is confirmed.</summary>
    public Task ChangeDomainAsync(string slug, string domain, string newDomain, DateOnly from, Correction by, CancellationToken cancellation = default) =>
        WriteAsync(by, async (context, writer) =>
        {
            await LivingAsync(context, slug, from, cancellation).ConfigureAwait(false);
            HostName next = Host(newDomain);
            List<RegisterTarget> held = await HeldAsync(context, slug, Host(domain), from, cancellation).ConfigureAwait(false);
            foreach (RegisterTarget row in held)
            {
                await EndRowAsync(writer, row, from.AddDays(-1), by, cancellation).ConfigureAwait(false);
                await AddTargetRowAsync(context, writer, RegisterKeys.TargetRow(slug, row.Kind, next, row.Role, "confirmed", from, null), by, cancellation).ConfigureAwait(false);
            }
        }, cancellation);

    /// <summary>The unit says that a domain is its own.</summary>
    public Task ConfirmDomainAsync(string slug, string domain, AsOf asOf, Correction by, CancellationToken cancellation = default) =>
        WriteAsync(by, async (context, writer) =>
        {
            foreach (RegisterTarget held in await HeldAsync(context, slug, Host(domain), asOf.Date, cancellation).ConfigureAwait(false))
            {
                var row = (RegisterTarget)held.Next();
                row.Confidence = "confirmed";
                await writer.PutAsync(row, by.Reason, cancellation).ConfigureAwait(false);
            }
        }, cancellation);

    /// <summary>A further target of an organisation.</summary>
    /// <param name="kind"><c>site</c>, <c>mail</c> or <c>zone</c>.</param>
    /// <param name="role">Such as <c>portal</c>, <c>public-services</c>, <c>service</c>.</param>
    public Task AddTargetAsync(string slug, string kind, string domain, string role, DateOnly? from, Correction by, CancellationToken cancellation = default) =>
        WriteAsync(by, async (context, writer) =>
        {
            if (kind is not ("site" or "mail" or "zone"))
            {
                throw new RefusedException("correction-kind");
            }

            await LivingAsync(context, slug, from, cancellation).ConfigureAwait(false);
            await AddTargetRowAsync(context, writer, RegisterKeys.TargetRow(slug, kind, Host(domain), Line(role), "confirmed", from, null), by, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>An organisation ends; into which it was merged, if into one.</summary>
    /// <param name="lastDay">The last day on which it exists.</param>
    public Task EndAsync(string slug, DateOnly lastDay, string? successor, Correction by, CancellationToken cancellation = default) =>
        WriteAsync(by, async (context, writer) =>
        {
            RegisterOrganisation unit = await LivingAsync(context, slug, lastDay, cancellation).ConfigureAwait(false);
            if (successor is not null)
            {
                DateOnly first = lastDay.AddDays(1);
                await LivingAsync(context, successor, first, cancellation).ConfigureAwait(false);
                var relation = new RegisterRelation
                {
                    Key = RegisterKeys.Relation(slug, "merged-into", successor, first), From = slug, To = successor, Kind = "merged-into", ValidFrom = first,
                };
                await writer.PutAsync(relation, by.Reason, cancellation).ConfigureAwait(false);
            }

            await EndRowAsync(writer, unit, lastDay, by, cancellation).ConfigureAwait(false);
            await EndAllAsync<RegisterName>(context, writer, row => row.Organisation == slug, lastDay, by, cancellation).ConfigureAwait(false);
            await EndAllAsync<RegisterTarget>(context, writer, row => row.Organisation == slug, lastDay, by, cancellation).ConfigureAwait(false);
            await EndAllAsync<RegisterDesignation>(context, writer, row => row.Organisation == slug, lastDay, by, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>A new organisation. Its slug must never have been another's, not even of one that was taken back.</summary>
    public Task FoundAsync(string slug, string kind, string sector, LocalText name, DateOnly from, Correction by, CancellationToken cancellation = default) =>
        WriteAsync(by, async (context, writer) =>
        {
            if (slug.Length is 0 or > 80 || slug.Trim('-') != slug || !slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            {
                throw new RefusedException("correction-slug");
            }

            if (await context.Set<RegisterOrganisation>().AnyAsync(row => row.Key == slug, cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("correction-slug-taken", slug);
            }

            await writer.PutAsync(new RegisterOrganisation { Key = slug, Kind = Line(kind), Sector = Line(sector), ValidFrom = from }, by.Reason, cancellation).ConfigureAwait(false);
            foreach ((string language, string text) in name.All)
            {
                await writer.PutAsync(RegisterKeys.NameRow(slug, language, Line(text), from, null), by.Reason, cancellation).ConfigureAwait(false);
            }
        }, cancellation);

    private static async Task EndAllAsync<T>(
        ProgrammeContext context, RegisterWriter writer, System.Linq.Expressions.Expression<Func<T, bool>> whose, DateOnly lastDay, Correction by, CancellationToken cancellation)
        where T : RegisterRow
    {
        List<T> rows = await context.Current<T>().Where(whose).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (T row in rows.Where(row => row.ValidUntil is null || row.ValidUntil > lastDay))
        {
            await EndRowAsync(writer, row, lastDay, by, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A fact that would end before it began never was.</summary>
    private static Task EndRowAsync<T>(RegisterWriter writer, T held, DateOnly lastDay, Correction by, CancellationToken cancellation)
        where T : RegisterRow
    {
        var row = (T)held.Next();
        row.Withdrawn = row.ValidFrom > lastDay;
        row.ValidUntil = row.Withdrawn ? row.ValidUntil : lastDay;
        return writer.PutAsync(row, by.Reason, cancellation);
    }

    private static async Task<RegisterOrganisation> LivingAsync(ProgrammeContext context, string slug, DateOnly? on, CancellationToken cancellation)
    {
        RegisterOrganisation? unit = await context.Current<RegisterOrganisation>().SingleOrDefaultAsync(row => row.Key == slug, cancellation).ConfigureAwait(false);
        bool living = unit is not null && (on is null || ((unit.ValidFrom is null || unit.ValidFrom <= on) && (unit.ValidUntil is null || unit.ValidUntil >= on)));
        return living ? unit! : throw new RefusedException("correction-day", slug);
    }

    private static async Task<List<RegisterTarget>> HeldAsync(ProgrammeContext context, string slug, HostName domain, DateOnly on, CancellationToken cancellation)
    {
        List<RegisterTarget> held = await context.At<RegisterTarget>(new AsOf(on)).Where(row => row.Organisation == slug && row.Ascii == domain.Ascii)
            .ToListAsync(cancellation).ConfigureAwait(false);
        return held.Count > 0 ? held : throw new RefusedException("correction-domain-none", domain.Unicode);
    }

    /// <summary>A target belongs to one organisation at a time.</summary>
    private static async Task AddTargetRowAsync(ProgrammeContext context, RegisterWriter writer, RegisterTarget row, Correction by, CancellationToken cancellation)
    {
        List<RegisterTarget> same = await context.Current<RegisterTarget>().Where(other => other.TargetKey == row.TargetKey && other.Key != row.Key)
            .ToListAsync(cancellation).ConfigureAwait(false);
        if (same.FirstOrDefault(other => row.ValidFrom is null || other.ValidUntil is null || other.ValidUntil >= row.ValidFrom) is { } clash)
        {
            throw new RefusedException("correction-target-taken", row.TargetKey, clash.Organisation);
        }

        await writer.PutAsync(row, by.Reason, cancellation).ConfigureAwait(false);
    }

    private static HostName Host(string text) =>
        HostName.TryParse(text, out HostName? name) ? name : throw new RefusedException("correction-host", text);

    private static string Line(string text) => Written.Line(text, "correction-text").Normalize();

    private Task WriteAsync(Correction by, Func<ProgrammeContext, RegisterWriter, Task> work, CancellationToken cancellation) =>
        new AuditLog(database, clock).ChangeAsync(
            by.Actor ?? Actor.Person(by.Person, by.From),
            async (context, trail) =>
            {
                _ = Written.Text(by.Reason, "reason");
                var writer = new RegisterWriter(context, Origin.Person(by.Person), clock.GetUtcNow());
                await work(context, writer).ConfigureAwait(false);
                foreach ((string table, RegisterRow? before, RegisterRow after) in writer.Puts)
                {
                    trail.Add("register.correct", $"{table}:{after.Key}", before, after, by.Reason);
                }

                return true;
            },
            cancellation);
}
