using System.Globalization;
using Sextant.Cli.Verbs;
using Sextant.Programme.Packs;

namespace Sextant.Cli.Reports;

/// <summary>What is said of a country pack, for programs: <c>pack check --json</c> and <c>pack load --json</c>.</summary>
internal static class PackJson
{
    /// <summary>Writes it; a pack that is too faulty to be read has no name.</summary>
    public static void Write(VerbRun run, Pack? pack, PackFaults faults, PackLoadResult? loaded) => ResultJson.Write(run, new
    {
        Schema = 1,
        pack?.Id,
        pack?.Version,
        Organisations = pack?.Organisations.Count,
        FaultCount = faults.Count,
        Faults = faults.List.Select(fault => new { fault.File, fault.Place, Fault = fault.Word, Parameters = fault.Parameters.Select(Word) }),
        Load = loaded is null ? null : new { loaded.Changed, loaded.Added, loaded.Replaced, loaded.TakenBack, loaded.Unchanged, loaded.Kept },
    });

    private static string Word(object parameter) => parameter switch
    {
        PackPhrase phrase => phrase.Parameters.Count == 0 ? phrase.Word : $"{phrase.Word} {string.Join(' ', phrase.Parameters.Select(Word))}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => parameter.ToString() ?? "",
    };
}
