using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations;

/// <summary>Which sort of organisation one is, under which codes, and its name in a further language: what the register said wrongly or did not say.</summary>
public sealed class ClassCorrections(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Enters the name in a language in which it had none.</summary>
    /// <param name="from">The first day of the name; null: of the organisation.</param>
    /// <exception cref="RefusedException">It has one: that is corrected, or it was renamed.</exception>
    public Task AddNameAsync(string slug, string language, string name, DateOnly? from, ClassDecision by, CancellationToken cancellation = default) => WriteAsync(by, async (context, writer, load, reason) =>
    {
        RegisterOrganisation unit = await context.HeldAsync<RegisterOrganisation>(slug, "organisation-none", cancellation).ConfigureAwait(false);
        if (!load.Languages.Split(' ').Contains(language, StringComparer.Ordinal))
        {
            throw new RefusedException("correct-language");
        }

        DateOnly? first = from ?? unit.ValidFrom;
        if (first < unit.ValidFrom || first > unit.ValidUntil)
        {
            throw new RefusedException("correction-day", slug);
        }

        if (await context.Current<RegisterName>().AnyAsync(row => row.Organisation == slug && row.Language == language && (row.ValidUntil == null || first == null || row.ValidUntil >= first), cancellation).ConfigureAwait(false))
        {
            throw new RefusedException("correct-language-held");
        }

        await writer.PutAsync(RegisterKeys.NameRow(slug, language, Written.Line(name, "correction-text").Normalize(), first, unit.ValidUntil), reason, cancellation).ConfigureAwait(false);
    }, cancellation);

    /// <summary>An organisation is of another kind or sector than the register says: for as long as it exists, since what becomes another is another organisation by an event.</summary>
    public Task ReclassAsync(string slug, string kind, string sector, ClassDecision by, CancellationToken cancellation = default) => WriteAsync(by, async (context, writer, load, reason) =>
    {
        PackVocabulary words = Words(load);
        if (words.Kinds.All(one => one.Id != kind) || words.Sectors.All(one => one.Id != sector))
        {
            throw new RefusedException("correct-class");
        }

        var row = (RegisterOrganisation)(await context.HeldAsync<RegisterOrganisation>(slug, "organisation-none", cancellation).ConfigureAwait(false)).Next();
        (row.Kind, row.Sector) = (kind, sector);
        await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
    }, cancellation);

    /// <summary>An organisation has another code from a day on, a further one, or one no longer.</summary>
    /// <exception cref="RefusedException">It has no such code, or another organisation has the new one.</exception>
    public Task RecodeAsync(string slug, CodeChange change, ClassDecision by, CancellationToken cancellation = default) => WriteAsync(by, async (context, writer, load, reason) =>
    {
        (string scheme, string? was, string? code, DateOnly from) = change;
        RegisterOrganisation unit = await context.HeldAsync<RegisterOrganisation>(slug, "organisation-none", cancellation).ConfigureAwait(false);
        PackScheme known = Words(load).Schemes.FirstOrDefault(one => one.Id == scheme) ?? throw new RefusedException("correct-scheme");
        if (from < unit.ValidFrom || from > unit.ValidUntil || (was is null && code is null))
        {
            throw new RefusedException(was is null && code is null ? "correct-code" : "correction-day", slug);
        }

        if (was is not null)
        {
            RegisterDesignation held = await context.Current<RegisterDesignation>().AsNoTracking().FirstOrDefaultAsync(
                row => row.Organisation == slug && row.Scheme == scheme && row.Value == was && (row.ValidUntil == null || row.ValidUntil >= from), cancellation).ConfigureAwait(false) ?? throw new RefusedException("correct-code-none", was);
            var ended = (RegisterDesignation)held.Next();
            ended.Withdrawn = held.ValidFrom >= from; // what would end before it began never was
            ended.ValidUntil = ended.Withdrawn ? held.ValidUntil : from.AddDays(-1);
            await writer.PutAsync(ended, reason, cancellation).ConfigureAwait(false);
        }

        if (code is not null)
        {
            string value = Written.Line(code, "correction-text", 60);
            List<RegisterDesignation> others = await context.Current<RegisterDesignation>().Where(row => row.Scheme == scheme && row.Value == value && (row.ValidUntil == null || row.ValidUntil >= from)).ToListAsync(cancellation).ConfigureAwait(false);
            if (others.FirstOrDefault(row => known.Unique || row.Organisation == slug) is { } taken)
            {
                throw new RefusedException("event-code-taken", value, taken.Organisation);
            }

            await writer.PutAsync(
                new RegisterDesignation { Key = RegisterKeys.Designation(slug, scheme, value, from), Organisation = slug, Scheme = scheme, Value = value, ValidFrom = from, ValidUntil = unit.ValidUntil }, reason, cancellation).ConfigureAwait(false);
        }
    }, cancellation);

    private static PackVocabulary Words(RegisterPackLoad load) => JsonSerializer.Deserialize<PackVocabulary>(load.Vocabulary, RowDigest.Json)!;

    private async Task WriteAsync(ClassDecision by, Func<ProgrammeContext, RegisterWriter, RegisterPackLoad, string, Task> work, CancellationToken cancellation)
    {
        string reason = await ReasonAsync(by, cancellation).ConfigureAwait(false);
        await _register.WriteAsync(new RegisterChange(by.Actor, "organisation.correct", reason), async (context, writer) =>
        {
            RegisterPackLoad load = await context.PackLoads.AsNoTracking().OrderByDescending(one => one.Id).FirstOrDefaultAsync(cancellation).ConfigureAwait(false) ?? throw new NoPackException();
            await work(context, writer, load, reason).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    private async Task<string> ReasonAsync(ClassDecision by, CancellationToken cancellation)
    {
        string reason = Written.Text(by.Reason, "reason");
        if (by.Document is null)
        {
            return reason;
        }

        await using ProgrammeContext context = database.Create();
        RegisterDocument decision = await context.DocumentAsync(by.Document, cancellation).ConfigureAwait(false);
        return $"{decision.Number ?? decision.Key}: {reason}";
    }
}

/// <summary>A code of an organisation that begins, ends, or both.</summary>
/// <param name="Scheme">As the pack calls it.</param>
/// <param name="Was">The code that ends the day before; null: none does.</param>
/// <param name="Code">The code that begins; null: none does.</param>
public sealed record CodeChange(string Scheme, string? Was, string? Code, DateOnly From);

/// <summary>Who says so, and why.</summary>
/// <param name="Reason">In a sentence; shown in the history.</param>
/// <param name="Document">The decision, by its id or by a number that it alone bears; it stands before the reason.</param>
public sealed record ClassDecision(Actor Actor, string Reason, string? Document = null);
