using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Testing.KillTarget;

/// <summary>Reports of a task, by several writers at once, each under a key by which it is done once, as programs hand them in.</summary>
internal static class Reports
{
    public static async Task RunAsync(string place, string anchors, string task, int writers, int each)
    {
        DatabaseOptions options = place.Contains('=', StringComparison.Ordinal) ? DatabaseOptions.PostgreSql(place) : DatabaseOptions.Sqlite(place);
        ProgrammeDatabase register = await ProgrammeDatabase.OpenAsync(options, anchors);
        PeopleReach reach = new PeopleArea(register, new EphemeralDataProtectionProvider(), new PeopleOptions(), TimeProvider.System).Reach;
        var editing = new TaskEditing(register, reach, new DocumentVault("/nowhere"), TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(1, writers).Select(writer => Task.Run(async () =>
        {
            for (int number = 1; number <= each; number++)
            {
                string mark = string.Create(CultureInfo.InvariantCulture, $"ghi-{writer}-{number}.");
                var viewer = new Viewer
                {
                    From = "192.0.2.7", Person = "lan", Grants = [new Grant("g", Role.Office, null, null, null)],
                    Terms = new WriteTerms { Once = new OnceOnly("lan", mark, mark) },
                };
                try
                {
                    await editing.ReportAsync(task, new ReportDraft(new DateOnly(2026, 1, 1), 50, "Tiến độ " + mark), viewer);
                }
                catch (DoneBeforeException)
                {
                    // By the process before this one: as good as now.
                }

                Console.WriteLine("accepted " + mark);
            }
        })));
    }
}
