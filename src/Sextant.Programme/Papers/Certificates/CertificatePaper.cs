using System.Globalization;
using Sextant.Programme.Papers.Writing;

namespace Sextant.Programme.Papers.Certificates;

/// <summary>A certificate of training as it is printed, with all that it says: the page and the office file are written from it.</summary>
public sealed record CertificatePaper
{
    /// <summary><c>vi</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Who issues it, and who signs.</summary>
    public required Letterhead Letterhead { get; init; }

    /// <summary>Who was given it.</summary>
    public required string Name { get; init; }

    /// <summary>The course.</summary>
    public required string Title { get; init; }

    /// <summary>Its level, as a word of the programme.</summary>
    public required string Level { get; init; }

    /// <summary>The first and the last day; null where the session is no longer known.</summary>
    public (DateOnly Starts, DateOnly Ends)? Days { get; init; }

    /// <summary>Hours of the whole.</summary>
    public int? Hours { get; init; }

    /// <summary>The day of issue.</summary>
    public required DateOnly Issued { get; init; }

    /// <summary>The last day; null: without end.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>By which anybody asks whether it is genuine.</summary>
    public required string Code { get; init; }

    /// <summary>The address where that is asked.</summary>
    public required string Address { get; init; }

    internal PaperTexts Texts => PaperTexts.For(Language);

    internal string Kind => Texts["certificate.kind"];

    /// <summary>The lines between the name and the foot.</summary>
    internal IReadOnlyList<string> Lines =>
    [
        Texts.Format("certificate.course", Title),
        string.Join("; ", new[]
        {
            Texts.Format("certificate.level", Texts["certificate.level-" + Level]),
            Days is not { } days ? null : days.Starts == days.Ends ? Texts.Format("certificate.on", Texts.Day(days.Starts)) : Texts.Format("certificate.from", Texts.Day(days.Starts), Texts.Day(days.Ends)),
            Hours is { } hours ? Texts.Format("certificate.hours", hours) : null,
        }.OfType<string>()),
        Texts["certificate.result"],
        Expires is { } last ? Texts.Format("certificate.until", Texts.Day(last)) : Texts["certificate.no-end"],
    ];

    /// <summary>How it is checked.</summary>
    internal IReadOnlyList<string> Check => [Texts.Format("certificate.code", Code), Texts["certificate.check"], Address];

    internal string PlaceAndDay => Texts.Format(
        "certificate.day", Letterhead.Place ?? "....................", Issued.Day.ToString("00", CultureInfo.InvariantCulture), Issued.Month.ToString("00", CultureInfo.InvariantCulture), Issued.Year.ToString(CultureInfo.InvariantCulture));

    internal IReadOnlyList<string> Authority => PaperFrame.Authority(Letterhead, Texts);
}
