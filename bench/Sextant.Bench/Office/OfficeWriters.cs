using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Sextant.Bench.Office;

/// <summary>What became of a write, as its writer was told.</summary>
internal enum Told
{
    Accepted,
    Refused,

    /// <summary>No answer came, and a form cannot be asked again: done once, or not.</summary>
    Nothing,
}

/// <summary>
/// People and programs that write, each its own mark in each thing: reports, tasks, comments and corrections of returns. Of what programs write every tenth is sent twice under one key, and what
/// got no answer is sent again until there is one.
/// </summary>
internal sealed class OfficeWriters(Uri address, OfficeNames names, OfficeSize size, IReadOnlyList<OfficeVisitor> signedIn, (IReadOnlyList<string> Tokens, IReadOnlyList<OfficePerson> People) who)
{
    private static readonly string[] Ways = ["report by a program", "task by a program", "report by a form", "comment by a form", "report by a program", "return by a form"];

    private readonly ConcurrentDictionary<string, Told> _told = new(StringComparer.Ordinal);

    /// <summary>What was written under each mark.</summary>
    public IReadOnlyDictionary<string, Told> Told => _told;

    /// <summary>How often something that was done already was sent again.</summary>
    public int Again => _again;

    public OfficeFigures Figures { get; } = new();

    private readonly int[] _numbers = new int[size.Writers];

    // Of this run alone: a folder may be measured again.
    private readonly long _run = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private int _again;

    /// <summary>Writes until it is told to stop, each every 1 to 3 s.</summary>
    /// <param name="thought">How long a writer waits, at most; 0: not at all.</param>
    public Task RunAsync(CancellationToken over, int thought = 3000) => Task.WhenAll(Enumerable.Range(0, size.Writers).Select(writer => Task.Run(() => WriteAsync(writer, thought, over))));

    private async Task WriteAsync(int writer, int thought, CancellationToken over)
    {
        var random = new Random(1000 + writer);
        string way = Ways[writer % Ways.Length];
        bool program = way.EndsWith("program", StringComparison.Ordinal);
        int focal = OfficePeople.OfficePersons + (writer / Ways.Length % (signedIn.Count - OfficePeople.OfficePersons));
        using OfficeVisitor visitor = program ? new OfficeVisitor(address, who.Tokens[writer % who.Tokens.Count]) : way[0] is 'c' || way.StartsWith("return", StringComparison.Ordinal) ? signedIn[focal].Again() : signedIn[writer % OfficePeople.OfficePersons].Again();
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(thought == 0 ? 0 : random.Next(thought / 3, thought), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            string mark = string.Create(CultureInfo.InvariantCulture, $"ghi-{_run}-{writer}-{++_numbers[writer]}.");
            string task = OfficeFolder.TaskOf(OfficePack.FirstYear + OfficePack.Years - 1, random.Next(1, size.TasksAYear + 1));
            long start = Stopwatch.GetTimestamp();
            Told told = program
                ? await ProgramAsync(visitor, way, task, mark, random.Next(10) == 0)
                : way.StartsWith("return", StringComparison.Ordinal) ? await ReturnAsync(visitor, OfficeReturns.PageOf(who.People[focal].Unit!, names.Quarter ?? "none"), mark)
                : await FormAsync(visitor, way.StartsWith('c') ? (names.Draft, who.People[focal].Unit) : (task, null), mark);
            Figures.Add(way, Stopwatch.GetElapsedTime(start).TotalMilliseconds, told == Office.Told.Accepted);
            _told[mark] = told;
        }
    }

    private async Task<Told> ProgramAsync(OfficeVisitor visitor, string way, string task, string mark, bool twice)
    {
        (string path, object body) = way.StartsWith('t')
            ? ($"/plans/{names.Plan}/tasks", (object)new { text = "Việc " + mark, workGroup = 1, leadText = "Thường trực" })
            : ($"/tasks/{task}/reports", new { text = "Tiến độ " + mark, percent = 50 });
        string json = JsonSerializer.Serialize(body);
        int status = await OnceAsync(visitor, path, json, mark);
        if (twice && status == 201)
        {
            Interlocked.Increment(ref _again);
            status = await OnceAsync(visitor, path, json, mark);
        }

        return status == 201 ? Office.Told.Accepted : Office.Told.Refused;
    }

    private static async Task<int> OnceAsync(OfficeVisitor visitor, string path, string json, string mark)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                int status = await visitor.PostOnceAsync(path, json, "bench-" + mark.TrimEnd('.'));
                if (status is not (429 or >= 500) || attempt > 200)
                {
                    return status;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException && attempt <= 200)
            {
                // The server is gone, or was while it answered: the same key asks again.
            }

            await Task.Delay(300);
        }
    }

    // What is handed in can be corrected: the correction before this one is handed in first, and it does not matter whether it was already.
    private static async Task<Told> ReturnAsync(OfficeVisitor visitor, string page, string mark)
    {
        try
        {
            await visitor.PostAsync(page, page + "?handler=Submit", ("by", "Trần Văn Minh"), ("position", "Trưởng phòng"));
            return await visitor.PostAsync(page, page + "?handler=Correct", ("reason", "Đính chính " + mark)) == 302 ? Office.Told.Accepted : Office.Told.Refused;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            await Task.Delay(300);
            return Office.Told.Nothing;
        }
    }

    private static async Task<Told> FormAsync(OfficeVisitor visitor, (string Place, string? Unit) at, string mark)
    {
        (string page, string path) = at.Unit is null ? ("/tasks/" + at.Place, $"/tasks/{at.Place}?handler=Report") : ("/drafts/" + at.Place, $"/drafts/{at.Place}?handler=Comment");
        try
        {
            int status = await visitor.PostAsync(page, path, ("text", "Ý kiến " + mark), ("percent", "55"), ("organisation", at.Unit ?? ""));
            return status == 302 ? Office.Told.Accepted : Office.Told.Refused;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            await Task.Delay(300);
            return Office.Told.Nothing;
        }
    }
}
