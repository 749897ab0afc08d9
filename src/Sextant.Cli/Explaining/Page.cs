using System.Globalization;
using System.Net;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Wire;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Explaining;

/// <summary>The page on which an explanation is written: headings, marked lines, and the small forms that all parts share.</summary>
internal sealed class Page(VerbRun run)
{
    private readonly Paint _paint = Paint.For(run.Console);

    /// <summary>Words of the command line.</summary>
    public Texts Texts => run.Texts;

    /// <summary>Words of findings.</summary>
    public CheckTexts Says { get; } = CheckTexts.For(run.Texts.Language.Word());

    /// <summary>Forms of numbers and dates.</summary>
    public CultureInfo Culture { get; } = run.Texts.Language.Culture();

    /// <summary>A heading of a part.</summary>
    public void Heading(string key, params object?[] parameters)
    {
        run.Console.Out.WriteLine();
        run.Console.Out.WriteLine(_paint.Strong(run.Sentence(key, parameters).ToUpper(Culture)));
    }

    /// <summary>A heading inside a part.</summary>
    public void Sub(string key, params object?[] parameters) => run.Console.Out.WriteLine("  " + _paint.Strong(run.Sentence(key, parameters)));

    /// <summary>A line; what is quiet comes after it, fainter.</summary>
    public void Line(int indent, string text, string quiet = "")
    {
        string start = new string(' ', indent) + TerminalText.Safe(text, 400);
        run.Console.Out.WriteLine(quiet.Length > 0 ? $"{start}  {_paint.Faint(TerminalText.Safe(quiet, 400))}" : start);
    }

    /// <summary>A line that begins with a mark: it went well, or it did not.</summary>
    public void Marked(int indent, Verdict mark, string text, string quiet = "") =>
        run.Console.Out.WriteLine($"{new string(' ', indent)}{_paint.OfVerdict(mark)} {TerminalText.Safe(text, 400)}{(quiet.Length > 0 ? "  " + _paint.Faint(TerminalText.Safe(quiet, 400)) : "")}");

    /// <summary>A sentence over as many lines as it needs.</summary>
    public void Wrapped(int indent, string sentence)
    {
        int room = Math.Max(30, run.Console.Width - indent);
        string line = "";
        foreach (string word in TerminalText.Safe(sentence).Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length >= room)
            {
                run.Console.Out.WriteLine(new string(' ', indent) + line);
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        run.Console.Out.WriteLine(new string(' ', indent) + line);
    }

    /// <summary>A mark for an operation.</summary>
    public static Verdict Mark(Failure? failure) => failure is null ? Verdict.Pass : failure is Failure.DnsNoData or Failure.DnsNxdomain ? Verdict.NotApplicable : Verdict.Fail;

    /// <summary>What failed, in words; nothing when nothing did.</summary>
    public string Why(Failure? failure) => failure is { } why ? Says.Of(why) : "";

    /// <summary>The tries of an operation: how long the one took, or each with what it came to.</summary>
    public string Tries(IReadOnlyList<Attempt> attempts) => attempts switch
    {
        [] => "",
        [{ Failure: null or Failure.DnsNoData or Failure.DnsNxdomain } one] => Ms(one.Milliseconds),
        _ => Texts.Format("explain.tries", attempts.Count, string.Join(", ", attempts.Select(one => $"{Ms(one.Milliseconds)}{(one.Failure is { } why ? " " + why.ToWord() : " ✓")}"))),
    };

    /// <summary>Milliseconds.</summary>
    public string Ms(double? milliseconds) => milliseconds is { } value ? value.ToString(value < 100 ? "0.0" : "0", Culture) + " ms" : "-";

    /// <summary>A day and time in UTC.</summary>
    public string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("g", Culture) + " UTC";

    /// <summary>IPv4 or IPv6.</summary>
    public static string Of(Family family) => family == Family.V6 ? "IPv6" : "IPv4";

    /// <summary>Address and port.</summary>
    public static string Remote(IPAddress? address, int port) => address is null ? "-" : new IPEndPoint(address, port).ToString();

    /// <summary>Joins what is not empty.</summary>
    public static string Joined(params ReadOnlySpan<string?> parts)
    {
        var present = new List<string>();
        foreach (string? part in parts)
        {
            if (!string.IsNullOrEmpty(part))
            {
                present.Add(part);
            }
        }

        return string.Join(" · ", present);
    }

    /// <summary>A lookup: what came, through which aliases, in how many tries.</summary>
    public void Lookup(int indent, Lookup lookup)
    {
        string data = lookup.Addresses.Count > 0 ? string.Join(", ", lookup.Addresses) : string.Join(", ", lookup.Data.Take(12));
        string said = lookup.Failure is { } failure ? Says.Of(failure) : data.Length > 0 ? data : "-";
        string quiet = Joined(
            lookup.Ttl is { } ttl ? $"TTL {ttl}" : null, lookup.AuthenticData ? "AD" : null, lookup.Aliases.Count > 0 ? "→ " + string.Join(" → ", lookup.Aliases) : null, Tries(lookup.Attempts));
        Marked(indent, Mark(lookup.Failure), $"{lookup.Type,-5} {lookup.Name}  {said}", quiet);
    }
}
