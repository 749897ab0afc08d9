using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Testing.KillTarget;

/// <summary>Audited changes, one after another, from a process of their own.</summary>
internal static class Corrections
{
    public static async Task RunAsync(string place, string anchors, int count)
    {
        DatabaseOptions options = place.Contains('=', StringComparison.Ordinal) ? DatabaseOptions.PostgreSql(place) : DatabaseOptions.Sqlite(place);
        ProgrammeDatabase register = await ProgrammeDatabase.OpenAsync(options, anchors);
        var corrections = new OrganisationCorrections(register, TimeProvider.System);
        var today = new AsOf(new DateOnly(2026, 1, 1));
        for (int i = 0; i < count; i++)
        {
            await corrections.CorrectNameAsync("hue", "vi", $"Huế {i}", today, new Correction($"process-{Environment.ProcessId}", "test"));
            Console.WriteLine($"corrected {i}");
        }
    }
}
