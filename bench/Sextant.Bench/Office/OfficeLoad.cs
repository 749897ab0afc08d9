using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sextant.Bench.Measuring;
using Sextant.Cli.Parts;
using Sextant.Programme.Register;

namespace Sextant.Bench.Office;

/// <summary>
/// The programme's office at its full size: how long its main pages take with 200 people reading and 50 writing, how many pages a second the server gives at most, and
/// whether what writers were told to be accepted is there, each exactly once, though the server is killed in the middle.
/// </summary>
internal static class OfficeLoad
{
    public static async Task<string> RunAsync()
    {
        OfficeSize size = OfficeSize.Asked;
        string? kept = BenchRun.Asked.Told("data");
        string folder = kept is null ? Directory.CreateTempSubdirectory("sextant-office-").FullName : Directory.CreateDirectory(kept).FullName;
        try
        {
            OfficeNames names = await OfficeFolder.MakeAsync(folder, size);
            return await MeasureAsync(folder, names, size);
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<string> MeasureAsync(string folder, OfficeNames names, OfficeSize size)
    {
        StringBuilder text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"program: {string.Join(' ', OfficeServer.Program)}").AppendLine();
        int port = FreePort();
        OfficeServer server = await OfficeServer.StartAsync(folder, port);
        try
        {
            IReadOnlyList<OfficePerson> people = OfficePeople.Load(folder);
            await OfficePeople.NextCodesAsync(folder);
            OfficeVisitor[] signedIn = await Task.WhenAll(people.Select(person => OfficeVisitor.SignInAsync(server.Address, person)));
            string[] tokens = [.. people.SelectMany(person => person.Tokens)];
            var readers = new OfficeReaders(server.Address, OfficePage.All(names), signedIn, tokens);
            var writers = new OfficeWriters(server.Address, names, size, signedIn, (tokens, people));
            Dictionary<string, double> alone = await readers.AloneAsync(server, BenchRun.Asked.Times(20, 2));
            await readers.RunAsync(size.Readers, size.Measured / 6, thinks: true); // warm: compiled, and what is kept is kept

            await MeasureAsync(text, "with writers", server, alone, async () =>
            {
                using var over = new CancellationTokenSource();
                Task writing = writers.RunAsync(over.Token);
                OfficeFigures figures = await readers.RunAsync(size.Readers, size.Measured, thinks: true);
                await over.CancelAsync();
                await writing;
                return figures;
            });
            writers.Figures.Write(text.AppendLine(), "written", new Dictionary<string, double>());
            await MeasureAsync(text.AppendLine(), "no thought, 16 at once", server, alone, () => readers.RunAsync(16, size.Measured / 4, thinks: false));

            // Killed while they write, with nobody waiting between two writes.
            using var end = new CancellationTokenSource(size.Measured / 6);
            Task more = writers.RunAsync(end.Token, 0);
            await Task.Delay(size.Measured / 12);
            await server.KillAsync();
            server = await OfficeServer.StartAsync(folder, port);
            await more;
            text.AppendLine(CultureInfo.InvariantCulture, $"peak memory {server.Use().Peak} MB after the restart");
            await server.KillAsync();
            return text.Append(await CountAsync(folder, names, writers)).ToString();
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task MeasureAsync(StringBuilder text, string what, OfficeServer server, Dictionary<string, double> alone, Func<Task<OfficeFigures>> work)
    {
        ServerUse before = server.Use();
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        string load = Load();
        OfficeFigures figures = await work();
        double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        ServerUse after = server.Use();
        figures.Write(text, what, alone);
        text.AppendLine(CultureInfo.InvariantCulture, $"{figures.Count / seconds:0.0} pages a second; {(after.Processor - before.Processor).TotalMilliseconds / figures.Count:0.0} ms of the server's processor time a page, what was written beside included; {(after.Processor - before.Processor).TotalSeconds / seconds:0.00} cores busy; peak memory {after.Peak} MB; load {load} before, {Load()} after");
    }

    private static async Task<string> CountAsync(string folder, OfficeNames names, OfficeWriters writers)
    {
        ProgrammeDatabase register = await DataRooms.EmptyRegisterAsync(OfficeFolder.Keeping(folder), default);
        OfficeCount count = await OfficeCount.OfAsync(register, DataRooms.People(OfficeFolder.Keeping(folder), register, TimeProvider.System).Reach, names, writers.Told);
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{count.Accepted} writes accepted, {writers.Again} of them asked for again, the server killed once: {count.Lost} lost, {count.Doubled} doubled, {count.Unasked} done though refused; {count.Silent.All} forms got no answer, {count.Silent.Done} of them were done; {count.Chain} faults in the audit log's chain");
        return count.IsRight ? line : throw new InvalidOperationException(line);
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
