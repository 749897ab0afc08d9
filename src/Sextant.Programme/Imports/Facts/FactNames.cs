using Sextant.Programme.Register;

namespace Sextant.Programme.Imports;

/// <summary>What people call a fact that an import wrote, and the page on which it is read.</summary>
internal static class FactNames
{
    /// <summary>120 characters: two lines of a table.</summary>
    private const int Longest = 120;

    /// <summary>Names of versions of the register, by their ids in one table.</summary>
    internal static async Task<IReadOnlyDictionary<(string Table, long Id), (string? Name, string? Place)>> OfAsync(
        ProgrammeContext context, IReadOnlyCollection<RegisterImportLine> lines, IReadOnlyDictionary<string, LocalText> organisations, string language, CancellationToken cancellation)
    {
        var names = new Dictionary<(string, long), (string?, string?)>();
        foreach (LedgerTable table in LedgerTable.All.Where(table => lines.Any(line => line.Table == table.Name)))
        {
            foreach ((long id, RegisterRow row) in await table.VersionsAsync(context, lines.Where(line => line.Table == table.Name).Select(line => line.AfterId), cancellation).ConfigureAwait(false))
            {
                (string? name, string? place) = Of(row, slug => organisations.GetValueOrDefault(slug)?.In(language) ?? slug);
                names.Add((table.Name, id), (name is { Length: > Longest } ? name[..Longest] + "…" : name, place));
            }
        }

        return names;
    }

    private static (string? Name, string? Place) Of(RegisterRow row, Func<string, string> unit) => row switch
    {
        RegisterOrganisation one => (unit(one.Key), "/organisations/" + one.Key),
        RegisterTarget one => ($"{one.Ascii}, {unit(one.Organisation)}", $"/targets/{one.Kind}/{one.Ascii}"),
        RegisterTask one => (one.Text, "/tasks/" + one.Key),
        RegisterExemption one => (Line(unit(one.Organisation), one.Target, one.Criterion), "/organisations/exemptions"),
        RegisterDeclaration one => (Line(unit(one.Organisation), one.Criterion, one.Target), "/organisations/" + one.Organisation),
        RegisterHolding one => (Line(unit(one.Organisation), one.Name), "/returns"),
        RegisterUnitEvent one => (one.DecisionNumber, "/organisations/events/" + one.Key),
        RegisterEventPart one => (unit(one.Organisation), "/organisations/events/" + one.Event),
        RegisterPressItem one => (Line(one.Title, one.Outlet), "/communication"),
        RegisterLearner one => (one.Erased ? null : one.Name, "/learners/" + one.Key),
        RegisterEnrolment one => (null, "/learners/" + one.Learner),
        _ => OfPaper(row, unit),
    };

    private static (string? Name, string? Place) OfPaper(RegisterRow row, Func<string, string> unit) => row switch
    {
        RegisterDocument one => (Line(one.Number, one.Title), "/documents/" + one.Key),
        RegisterArticle one => (Line(one.Number, one.Title), "/documents/" + one.Document),
        RegisterObligation one => (one.Text, "/documents/" + one.Document),
        RegisterDirection one => (one.Text, "/meetings/" + one.Meeting),
        RegisterConversionStage one => (one.Title, Conversion(one.Plan)),
        RegisterConversionSystem one => (one.Name, Conversion(one.Plan)),
        RegisterPartner one => (one.Name, "/cooperation/" + one.Key),
        RegisterPartnerDuty one => (one.Text, "/cooperation/" + one.Partner),
        RegisterActivity one => (one.Title, one.Partner is { } partner ? "/cooperation/" + partner : "/cooperation"),
        RegisterReturn one => (Line(unit(one.Organisation), one.Period), Return(one.Key)),
        RegisterReturnFigure one => (Line(unit(one.Return.Split('/')[0]), one.Field), Return(one.Return)),
        RegisterRoadmapLine one => (Line(unit(one.Return.Split('/')[0]), one.Network, one.Quarter), Return(one.Return)),
        RegisterReturnSupport one => (Line(unit(one.Return.Split('/')[0]), unit(one.Unit)), Return(one.Return)),
        _ => (null, null),
    };

    private static string Line(params string?[] parts) => string.Join(", ", parts.Where(part => part is { Length: > 0 }));

    private static string Conversion(string plan) => "/organisations/" + plan.Replace("/", "/conversion/", StringComparison.Ordinal);

    // The key of a return ends with the number of its version.
    private static string Return(string key) => "/returns/" + key[..key.LastIndexOf('/')];
}
