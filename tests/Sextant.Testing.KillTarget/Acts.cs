using System.Diagnostics;
using Sextant.Checks.Judging;
using Sextant.Measurement;
using Sextant.Measurement.Storage;
using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Testing.KillTarget;

/// <summary>Makes a campaign and lets it rest, as a person does by pages; the process dies at the n-th time that the register's clock is asked, or the measurements'.</summary>
internal static class Acts
{
    public static async Task RunAsync(string place, string folder, int registerDies, int storesDie)
    {
        DatabaseOptions options = place.Contains('=', StringComparison.Ordinal) ? DatabaseOptions.PostgreSql(place) : DatabaseOptions.Sqlite(place);
        ProgrammeDatabase register = await ProgrammeDatabase.OpenAsync(options);
        var clock = new DyingClock();
        var measured = new DyingClock();
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = folder }, measured);
        var desk = new CampaignDesk(register, stores, ("hanoi", Profile.National), clock);
        var viewer = new Viewer { From = "192.0.2.7", Person = "ky", Grants = [new Grant("g", Role.MeasurementEngineer, null, null, null)] };
        measured.DieAt(storesDie);
        string id = await desk.MakeAsync(new CampaignOrder("Tuần 46", "names", [], "hue.gov.vn\nhanoi.gov.vn", null), viewer);
        Console.WriteLine("made " + id);
        clock.DieAt(registerDies);
        await desk.StandAsync(id, CampaignStanding.Paused, viewer);
        Console.WriteLine("stands");
    }

    private sealed class DyingClock : TimeProvider
    {
        private int _left = int.MaxValue;

        public void DieAt(int times) => _left = times;

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite); // the signal is on its way
            }

            return base.GetUtcNow();
        }
    }
}
