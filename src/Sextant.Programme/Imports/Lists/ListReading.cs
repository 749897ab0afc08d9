using System.Globalization;
using Sextant.Programme.Country;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Wire;

namespace Sextant.Programme.Imports.Lists;

/// <summary>What is asked of a list.</summary>
/// <param name="Viewer">Who asks.</param>
/// <param name="AsOf">The day and the state of knowledge.</param>
/// <param name="Language"><c>vi</c> or <c>en</c>.</param>
/// <param name="Scope">What the list belongs to, where its columns do not name it: the plan of its tasks.</param>
public sealed record ListAsk(Viewer Viewer, AsOf AsOf, string Language, string? Scope = null)
{
    /// <summary>Whether a day was asked for; otherwise who writes also sees what is to come.</summary>
    public bool HasDay { get; init; }

    /// <summary>What it is narrowed by.</summary>
    public IReadOnlyDictionary<string, string> Chosen { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether only the form is wanted, to be filled in.</summary>
    public bool Blank { get; init; }
}

/// <summary>One list on its way out.</summary>
public sealed class ListReading
{
    private readonly ListAsk _ask;
    private readonly Dictionary<(Right, string), bool> _may = [];

    internal ListReading(ProgrammeDatabase database, IMeasuredStates states, PeopleReach reach, TimeProvider clock, ListAsk ask) =>
        (Database, Country, Reach, Clock, _ask) = (database, new CountryReader(database, states), reach, clock, ask);

    internal ProgrammeDatabase Database { get; }

    internal CountryReader Country { get; }

    internal PeopleReach Reach { get; }

    internal TimeProvider Clock { get; }

    internal Viewer Viewer => _ask.Viewer;

    internal AsOf AsOf => _ask.AsOf;

    internal string Language => _ask.Language;

    internal TableTexts Texts => TableTexts.For(_ask.Language);

    /// <summary>What the list belongs to; empty: nothing is named.</summary>
    internal string Scope => _ask.Scope ?? "";

    /// <summary>What it is narrowed by; null: not by this.</summary>
    internal string? Chosen(string name) => _ask.Chosen.GetValueOrDefault(name);

    /// <summary>A number that it is narrowed by.</summary>
    internal int? ChosenNumber(string name) => Chosen(name) is { } typed ? int.Parse(typed, CultureInfo.InvariantCulture) : null;

    /// <summary>A word that it is narrowed by.</summary>
    internal T? ChosenWord<T>(string name)
        where T : struct, Enum => Chosen(name) is { } typed ? Enum.GetValues<T>().Single(one => FailureWords.Kebab(one.ToString()) == typed) : null;

    /// <summary>The words of something closed.</summary>
    internal static IReadOnlyList<string> WordsOf<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(one => FailureWords.Kebab(one.ToString()))];

    /// <summary>Whether plans are seen that are not issued.</summary>
    internal bool SeesDrafts => Viewer.Has(Right.WritePlans) || Viewer.Has(Right.ApprovePlans);

    /// <summary>The day asked for; for who writes and asks for none, all that is to come.</summary>
    internal AsOf SeenBy(Right writes) => !_ask.HasDay && AsOf.Known is null && Viewer.Has(writes) ? AsOf with { Date = new DateOnly(2200, 12, 31) } : AsOf;

    /// <summary>Whether a right is had for an organisation; asked once for all rows of one.</summary>
    internal async Task<bool> MayAsync(Right right, string organisation, CancellationToken cancellation) => _may.TryGetValue((right, organisation), out bool may) ? may
        : _may[(right, organisation)] = Viewer.Has(right, await Reach.LineAsync(organisation, cancellation).ConfigureAwait(false));

    /// <summary>What organisations are called on the day, in the language asked for.</summary>
    internal async Task<Func<string?, string?>> NamesAsync(CancellationToken cancellation)
    {
        await using ProgrammeContext context = Database.Create();
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, AsOf, cancellation).ConfigureAwait(false);
        return slug => slug is null ? null : names.GetValueOrDefault(slug)?.In(Language);
    }

    /// <summary>A closed word in the language asked for; null of none.</summary>
    internal string? Word(string vocabulary, string? word) => word is null ? null : Texts[$"word.{vocabulary}-{word}"];

    /// <summary>Yes or no in the language asked for.</summary>
    internal string YesNo(bool yes) => Texts[yes ? "word.yes-no-yes" : "word.yes-no-no"];
}
