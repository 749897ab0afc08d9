using System.Globalization;
using System.Text.Json;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement.Bulk;
using Sextant.Net.Bulk;
using Sextant.Wire;
using Sextant.Wire.Dns;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Reports;

/// <summary>How a list goes: a line that is painted over where a person watches, else one every ten seconds; at the end what was found and what failed.</summary>
internal sealed class DnsScreen(VerbRun run, BulkOptions options, BulkRun work, BulkResolver resolver) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly CheckTexts _says = CheckTexts.For(run.Texts.Language.Word());
    private readonly CultureInfo _culture = run.Texts.Language.Culture();
    private readonly Lock _gate = new();
    private readonly PaintedLines? _painted = run.Console.Painting is null ? null : new PaintedLines(run.Console);
    private long _began;
    private ITimer? _timer;

    /// <summary>The list's file, or <c>-</c>.</summary>
    public required string List { get; init; }

    /// <summary>The answers' file; null is standard output, and then nothing may be written there.</summary>
    public required string? Output { get; init; }

    private double Seconds => run.Clock.GetElapsedTime(_began).TotalSeconds;

    public void Begin()
    {
        _began = run.Clock.GetTimestamp();
        string whom = options.Iteration is { } iteration
            ? run.Texts[iteration.Families == Net.Dns.FamilyMode.V6Only ? "dns.servers-ipv6" : "dns.servers"]
            : string.Join(' ', options.Resolvers);
        run.Complain(
            "dns.begins", whom, string.Join(',', options.Types.Select(t => t.ToText())), List, options.Threads);
        if (work.Before > 0)
        {
            run.Complain("dns.resumes", Output, work.Before);
        }

        if (options.Resolvers.Any(r => options.Rate(r.Address) > 0))
        {
            run.Complain("dns.paced", options.Resolvers.Max(r => options.Rate(r.Address)));
        }

        if (options.Iteration is not null)
        {
            run.Complain("dns.paced-servers", options.Rate(System.Net.IPAddress.None), options.ProviderRate);
        }

        // Answers on the terminal are their own progress.
        if (_painted is null || !run.Console.Interactive || Output is not null)
        {
            TimeSpan every = _painted is not null ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(10);
            _timer = run.Clock.CreateTimer(_ => Show(), null, every, every);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
            _painted?.Clear();
        }
    }

    /// <summary>The counts at the end.</summary>
    public void WriteSummary(bool json, bool complete)
    {
        BulkTally tally = work.Tally;
        if (json)
        {
            WriteJson(tally, complete);
            return;
        }

        long now = tally.Total - work.Before;
        run.Complain("dns.done", tally.Total, now, Seconds.ToString("0.0", _culture), (now / Math.Max(Seconds, 0.001)).ToString("N0", _culture));
        foreach (IGrouping<DnsType, (DnsType Type, Failure? Failure, long Count)> type in tally.All.GroupBy(row => row.Type))
        {
            IEnumerable<string> parts = type.OrderByDescending(row => row.Count)
                .Select(row => $"{(row.Failure is { } failure ? _says.Of(failure) : run.Texts["dns.records"])} {row.Count.ToString("N0", _culture)}");
            run.Console.Error.WriteLine($"  {type.Key.ToText(),-8} {string.Join(" · ", parts)}");
        }

        WriteWire();
        if (!complete)
        {
            run.Complain(Output is null ? "shell.interrupted" : "dns.stopped");
        }
    }

    private void WriteWire()
    {
        BulkCounts counts = resolver.Counts;
        run.Complain("dns.sent", counts.Sent, counts.Repeated, counts.Truncated);
        if (counts.Duplicate + counts.Late + counts.WrongId + counts.WrongQuestion + counts.WrongCase + counts.WrongSource + counts.Malformed + counts.StrayRecords > 0)
        {
            run.Complain(
                "dns.refused", counts.Duplicate, counts.Late, counts.WrongId, counts.WrongQuestion, counts.WrongCase, counts.WrongSource, counts.Malformed, counts.StrayRecords);
        }

        if (resolver.ReceiveBuffer < options.ReceiveBuffer)
        {
            run.Complain("dns.buffer", resolver.ReceiveBuffer >> 10, options.ReceiveBuffer >> 10);
        }

        if (work.Skipped > 0)
        {
            run.Complain("dns.skipped", work.Skipped);
            foreach (SkippedLine line in work.FirstSkipped)
            {
                run.Complain("dns.skipped-line", line.Line, run.Texts[$"dns.line.{FailureWords.Kebab(line.Kind.ToString())}"]);
            }
        }
    }

    private void WriteJson(BulkTally tally, bool complete)
    {
        BulkCounts counts = resolver.Counts;
        run.Console.Out.WriteLine(JsonSerializer.Serialize(
            new
            {
                Schema = 1,
                Complete = complete,
                Answers = tally.Total,
                Before = work.Before,
                Seconds = Math.Round(Seconds, 3),
                Types = tally.All.GroupBy(row => row.Type).ToDictionary(
                    type => type.Key.ToText(), type => type.ToDictionary(row => row.Failure?.ToWord() ?? "records", row => row.Count)),
                Wire = counts,
                ReceiveBuffer = resolver.ReceiveBuffer,
                Skipped = work.Skipped,
                FirstSkipped = work.FirstSkipped.Select(s => new { s.Line, Why = FailureWords.Kebab(s.Kind.ToString()) }),
            },
            Indented));
    }

    private void Show()
    {
        lock (_gate)
        {
            long total = work.Tally.Total;
            double rate = (total - work.Before) / Math.Max(Seconds, 0.001);
            double part = List == "-" ? 0 : Math.Min(1, (double)work.Offset / Math.Max(1, new FileInfo(List).Length));
            string left = part > 0 && rate > 0
                ? TimeSpan.FromSeconds(Math.Min(((total / part) - total) / rate, 3_599_999)).ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture).TrimStart('0', '.')
                : "?";
            string line = List == "-"
                ? run.Sentence("dns.progress", total, rate.ToString("N0", _culture), left)
                : run.Sentence("dns.progress-part", total, (part * 100).ToString("0.0", _culture), rate.ToString("N0", _culture), left);
            if (_painted is not null)
            {
                _painted.Show([line]);
            }
            else
            {
                run.Console.Error.WriteLine(line);
            }
        }
    }
}
