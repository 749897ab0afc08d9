using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Papers;

/// <summary>The letterhead: as the office wrote it down, else as far as the register knows who issues.</summary>
public sealed class LetterheadStore(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>The letterhead as it was known.</summary>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public Task<Letterhead> ReadAsync(AsOf asOf, string language, CancellationToken cancellation = default) =>
        database.Memory.OnceAsync("letterhead", (asOf, language), () => FindAsync(asOf, language, cancellation), cancellation);

    private async Task<Letterhead> FindAsync(AsOf asOf, string language, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        RegisterPackLoad load = await context.PackLoads.AsNoTracking().OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellation).ConfigureAwait(false) ?? throw new NoPackException();
        RegisterLetterhead? row = await context.Known<RegisterLetterhead>(asOf).SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
        PaperTexts texts = PaperTexts.For(language);
        string[] national = load.Country == "VN" ? [texts["national.state"], texts["national.motto"]] : [load.Name.In(language).ToUpper(System.Globalization.CultureInfo.InvariantCulture)];
        return row is null
            ? new Letterhead { Issuer = await IssuerAsync(asOf, language, cancellation).ConfigureAwait(false) ?? texts["letterhead.no-issuer"], National = national }
            : new Letterhead
            {
                Superior = row.Superior, Issuer = row.Issuer, Sign = row.Sign, Place = row.Place, Authority = row.Authority, SignerTitle = row.SignerTitle, SignerName = row.SignerName,
                Recipients = row.Recipients?.Split('\n') ?? [], National = national, Written = true,
            };
    }

    /// <summary>Writes it down.</summary>
    /// <exception cref="RefusedException">Something of it cannot be, or the viewer may not.</exception>
    public async Task RecordAsync(LetterheadDraft draft, Viewer viewer, CancellationToken cancellation = default)
    {
        if (!viewer.Has(Right.PreparePapers))
        {
            throw new RefusedException("not-allowed");
        }

        await _register.WriteAsync(new RegisterChange(viewer.Actor, "letterhead.record", null), async (_, writer) =>
        {
            var row = new RegisterLetterhead
            {
                Key = RegisterLetterhead.OnlyKey, Superior = Written.OptionalLine(draft.Superior, "letterhead-line", 200), Issuer = Written.Line(draft.Issuer, "letterhead-issuer", 200),
                Sign = Written.OptionalLine(draft.Sign, "letterhead-line", 40), Place = Written.OptionalLine(draft.Place, "letterhead-line", 100),
                Authority = Written.OptionalLine(draft.Authority, "letterhead-line", 200), SignerTitle = Written.OptionalLine(draft.SignerTitle, "letterhead-line", 200),
                SignerName = Written.OptionalLine(draft.SignerName, "letterhead-line", 200), Recipients = Lines(draft.Recipients),
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    private async Task<string?> IssuerAsync(AsOf asOf, string language, CancellationToken cancellation)
    {
        IReadOnlyList<OrganisationLine> forces = await new OrganisationStore(database).ListAsync(new OrganisationFilter { Kinds = ["task-force"] }, asOf, cancellation).ConfigureAwait(false);
        return forces.Count == 0 ? null : forces[0].Name.In(language);
    }

    private static string? Lines(string? typed) => Written.OptionalText(typed, "letterhead-recipients", 2000) is { } text
        ? string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        : null;
}
