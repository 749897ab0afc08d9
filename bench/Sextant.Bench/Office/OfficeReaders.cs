using System.Diagnostics;

namespace Sextant.Bench.Office;

/// <summary>People who read: three of five are strangers, one is of the office, one is a focal point; a list of the API is asked for by a program.</summary>
internal sealed class OfficeReaders(Uri address, IReadOnlyList<OfficePage> pages, IReadOnlyList<OfficeVisitor> signedIn, IReadOnlyList<string> tokens)
{
    /// <summary>1 to 3 s between a page and the next: who looks for something, not who reads it through.</summary>
    private const int LeastThought = 1000;

    private const int MostThought = 3000;

    /// <summary>10 s for one kind of page, however slow.</summary>
    private static readonly TimeSpan MostAlone = TimeSpan.FromSeconds(10);

    /// <summary>Reads at once for some time.</summary>
    /// <param name="thinks">False: the next page as soon as the last is there.</param>
    public async Task<OfficeFigures> RunAsync(int readers, TimeSpan time, bool thinks)
    {
        var figures = new OfficeFigures();
        using var over = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, readers).Select(reader => Task.Run(() => ReadAsync(reader, figures, thinks, over.Token))));
        return figures;
    }

    /// <summary>Processor time of the server for each page, asked for one after the other.</summary>
    public async Task<Dictionary<string, double>> AloneAsync(OfficeServer server, int times)
    {
        var alone = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (OfficePage page in pages)
        {
            using OfficeVisitor visitor = VisitorOf(0, page.By);
            await StatusAsync(visitor, page.Place(0)); // the first compiles, and reads what is then remembered
            TimeSpan before = server.Use().Processor;
            long start = Stopwatch.GetTimestamp();
            int done = 0;
            while (done < times && Stopwatch.GetElapsedTime(start) < MostAlone)
            {
                await StatusAsync(visitor, page.Place(++done * 7));
            }

            alone[page.Name] = (server.Use().Processor - before).TotalMilliseconds / done;
        }

        return alone;
    }

    private OfficeVisitor VisitorOf(int reader, Reading by) =>
        by == Reading.Program ? new OfficeVisitor(address, tokens[reader % tokens.Count])
        : by == Reading.Known || reader % 5 >= 3 ? signedIn[reader % 5 == 3 ? reader % OfficePeople.OfficePersons : OfficePeople.OfficePersons + (reader % (signedIn.Count - OfficePeople.OfficePersons))].Again()
        : new OfficeVisitor(address);

    private async Task ReadAsync(int reader, OfficeFigures figures, bool thinks, CancellationToken over)
    {
        var random = new Random(reader);
        Dictionary<Reading, OfficeVisitor> visitors = Enum.GetValues<Reading>().ToDictionary(by => by, by => VisitorOf(reader, by));
        try
        {
            await Task.Delay(thinks ? random.Next(MostThought) : 0, over);
            while (!over.IsCancellationRequested)
            {
                OfficePage page = pages[random.Next(pages.Count)];
                string place = page.Place(random.Next(100_000));
                long start = Stopwatch.GetTimestamp();
                int status = await StatusAsync(visitors[page.By], place);
                figures.Add(page.Name, Stopwatch.GetElapsedTime(start).TotalMilliseconds, status == 200);
                await Task.Delay(thinks ? random.Next(LeastThought, MostThought) : 0, over);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
        finally
        {
            visitors.Values.ToList().ForEach(visitor => visitor.Dispose());
        }
    }

    private static async Task<int> StatusAsync(OfficeVisitor visitor, string place)
    {
        try
        {
            return await visitor.GetAsync(place, default);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            return 0;
        }
    }
}
