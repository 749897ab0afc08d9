using System.Globalization;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Events;

/// <summary>The single steps of which events are made, each with the sentence of what it does.</summary>
internal sealed class UnitMoves
{
    /// <summary>10: no state has more floors.</summary>
    private const int MostFloors = 10;

    private readonly List<UnitEffect> _effects = [];
    private readonly List<string> _receivers = [];
    private readonly List<(string Slug, string Scheme, string Code)> _codes = [];
    private readonly UnitBook _book;
    private readonly UnitEventDraft _draft;
    private readonly UnitBelongings _belongings;
    private readonly DateOnly _day;

    internal UnitMoves(UnitBook from, UnitEventDraft asked)
    {
        (_book, _draft, _day) = (from, asked, asked.Day);
        _belongings = new UnitBelongings(from, asked, _effects, _receivers);
    }

    internal IReadOnlyList<UnitEffect> Effects => _effects;

    internal IReadOnlyList<string> Receivers => _receivers;

    private DateOnly LastDay => _day.AddDays(-1);

    /// <summary>The organisations to which it happens: each once, living before and on the day, with nothing after it that the event would cut through.</summary>
    internal RegisterOrganisation[] Living(int least)
    {
        if (_draft.Units.Count < least || _draft.Units.Count > UnitEventDraft.MostUnits || _draft.Units.Distinct(StringComparer.Ordinal).Count() != _draft.Units.Count)
        {
            throw new RefusedException("event-units", least, UnitEventDraft.MostUnits);
        }

        return [.. _draft.Units.Select(Before)];
    }

    /// <summary>An organisation that exists on the day and goes on.</summary>
    internal RegisterOrganisation Receiver(string slug)
    {
        RegisterOrganisation unit = _book.Unit(slug) ?? throw new RefusedException("organisation-none", slug);
        return unit.ValidFrom > _day ? throw new RefusedException("event-before-start", slug, Words(unit.ValidFrom))
            : unit.ValidUntil is { } end ? throw new RefusedException("event-ended", slug, Words(end)) : unit;
    }

    /// <summary>An organisation begins; gives its slug.</summary>
    internal string Begin(NewUnit made, RegisterOrganisation? from)
    {
        KeyValuePair<string, string>[] names = [.. made.Name.All.Select(pair => KeyValuePair.Create(pair.Key, Written.Line(pair.Value, "event-name", 300)))];
        if (names.Length == 0)
        {
            throw new RefusedException("event-name", 300);
        }

        string kind = Written.Line(made.Kind ?? from?.Kind, "event-unit-kind", 80);
        string sector = Written.Line(made.Sector ?? from?.Sector, "event-unit-kind", 80);
        if (!_book.Kinds.Contains(kind) || !_book.Sectors.Contains(sector))
        {
            throw new RefusedException("event-unit-kind");
        }

        string slug = Slug(names[0].Value);
        _book.Put(new RegisterOrganisation { Key = slug, Kind = kind, Sector = sector, ValidFrom = _day });
        foreach ((string language, string text) in names)
        {
            _book.Put(RegisterKeys.NameRow(slug, language, text, _day, null));
        }

        _effects.Add(new UnitEffect("begins", slug, names[0].Value));
        if (made.Code is { } code)
        {
            Code(slug, kind, Written.Line(code, "event-code", 40));
        }

        return slug;
    }

    /// <summary>An organisation takes its place among those who receive.</summary>
    internal void Receive(string slug) => _receivers.Add(slug);

    internal void Relate(string from, string kind, string to) =>
        _book.Put(new RegisterRelation { Key = RegisterKeys.Relation(from, kind, to, _day), From = from, To = to, Kind = kind, ValidFrom = _day });

    /// <summary>An organisation ends, and what it had ends with it or goes to who receives it.</summary>
    internal void GiveWay(RegisterOrganisation unit, string? relation, string? receiver)
    {
        if (relation is not null && receiver is not null)
        {
            Relate(unit.Key, relation, receiver);
        }

        Parts(unit.Key, receiver);
        string unasked = receiver is null ? "end" : (_receivers.IndexOf(receiver) + 1).ToString(CultureInfo.InvariantCulture);
        _belongings.Domains(unit.Key, unasked);
        _belongings.Claims(unit.Key, unasked);
        _belongings.Exemptions(unit.Key);
        _belongings.Designations(unit.Key, receiver);
        _belongings.Duties(unit.Key, receiver);
        foreach (RegisterName name in _book.Of<RegisterName>(unit.Key).Where(row => row.ValidUntil is null || row.ValidUntil > LastDay))
        {
            _book.End(name, LastDay);
        }

        _book.End(unit, LastDay);
        _effects.Add(new UnitEffect("ends", unit.Key, Words(LastDay), receiver));
    }

    /// <summary>Where its domains go while it goes on itself.</summary>
    internal void Domains(string unit, string unasked)
    {
        _belongings.Domains(unit, unasked);
        _belongings.Claims(unit, unasked);
    }

    /// <summary>An organisation is called otherwise from the day on.</summary>
    internal void Rename(string unit, LocalText name)
    {
        KeyValuePair<string, string>[] names = [.. name.All.Select(pair => KeyValuePair.Create(pair.Key, Written.Line(pair.Value, "event-name", 300)))];
        if (names.Length == 0)
        {
            throw new RefusedException("event-name", 300);
        }

        foreach ((string language, string text) in names)
        {
            RegisterName[] before = [.. _book.Of<RegisterName>(unit).Where(row => row.Language == language && (row.ValidUntil is null || row.ValidUntil > LastDay))];
            if (before.Any(row => row.Name == text))
            {
                throw new RefusedException("event-same-name", text);
            }

            foreach (RegisterName held in before)
            {
                _book.End(held, LastDay);
            }

            _book.Put(RegisterKeys.NameRow(unit, language, text, _day, null));
            _effects.Add(new UnitEffect("renamed", unit, text));
        }
    }

    /// <summary>An organisation comes under another, or under none.</summary>
    internal void Under(string unit, string? parent)
    {
        RegisterRelation[] held = [.. _book.Of<RegisterRelation>(unit).Where(row => row.From == unit && row.Kind == UnitEventWords.PartOf && (row.ValidUntil is null || row.ValidUntil > LastDay))];
        if (held.Length == 0 && parent is null)
        {
            throw new RefusedException("event-no-parent", unit);
        }

        if (held.Any(row => row.To == parent))
        {
            throw new RefusedException("event-same-parent", unit);
        }

        foreach (RegisterRelation row in held)
        {
            _book.End(row, LastDay);
            _effects.Add(new UnitEffect("leaves", unit, null, row.To));
        }

        if (parent is not null)
        {
            Relate(unit, UnitEventWords.PartOf, parent);
            _effects.Add(new UnitEffect("comes-under", unit, null, parent));
        }
    }

    /// <summary>The area of who receives is made of those that it takes in.</summary>
    internal void Outline(RegisterOrganisation[] formers, string receiver)
    {
        RegisterOutline[] own = [.. _book.Of<RegisterOutline>(receiver).Where(row => row.ValidUntil is null || row.ValidUntil > LastDay)];
        RegisterOutline[] all = [.. own, .. formers.SelectMany(former => _book.Of<RegisterOutline>(former.Key).Where(row => row.ValidUntil is null || row.ValidUntil > LastDay))];
        if (all.Length == own.Length)
        {
            return;
        }

        foreach (RegisterOutline held in own)
        {
            _book.End(held, LastDay);
        }

        _book.Put(new RegisterOutline { Key = $"{receiver}/{RegisterKeys.Start(_day)}", Organisation = receiver, Path = string.Join(' ', all.Select(row => row.Path)), ValidFrom = _day });
        _effects.Add(new UnitEffect("outline", receiver));
    }

    /// <summary>Codes of who begins, once those of who ends are free: the same code names one organisation at a time.</summary>
    internal void Codes()
    {
        foreach ((string slug, string scheme, string code) in _codes)
        {
            if (_book.All<RegisterDesignation>().FirstOrDefault(row => row.Scheme == scheme && row.Value == code && (row.ValidUntil is null || row.ValidUntil >= _day)) is { } taken)
            {
                throw new RefusedException("event-code-taken", code, taken.Organisation);
            }

            _book.Put(new RegisterDesignation { Key = RegisterKeys.Designation(slug, scheme, code, _day), Organisation = slug, Scheme = scheme, Value = code, ValidFrom = _day });
            _effects.Add(new UnitEffect("code-begins", slug, code));
        }
    }

    /// <summary>Nobody is part of itself, however many floors lie between.</summary>
    internal void NoCircle(string unit)
    {
        var above = new HashSet<string>(StringComparer.Ordinal);
        string[] floor = [unit];
        for (int i = 0; i < MostFloors && floor.Length > 0; i++)
        {
            floor = [.. floor.SelectMany(below => _book.Of<RegisterRelation>(below).Where(row => row.From == below && row.Kind == UnitEventWords.PartOf && (row.ValidUntil is null || row.ValidUntil >= _day))
                .Select(row => row.To)).Where(above.Add)];
        }

        if (above.Contains(unit))
        {
            throw new RefusedException("event-circle", unit);
        }
    }

    private RegisterOrganisation Before(string slug)
    {
        RegisterOrganisation unit = _book.Unit(slug) ?? throw new RefusedException("organisation-none", slug);
        if (unit.ValidUntil is { } end)
        {
            throw new RefusedException("event-ended", slug, Words(end));
        }

        if (unit.ValidFrom >= _day)
        {
            throw new RefusedException("event-before-start", slug, Words(unit.ValidFrom));
        }

        // An event in between would have to be told apart from what came after it; it is taken back and written down anew.
        RegisterRow? later = _book.Of<RegisterName>(slug).Cast<RegisterRow>().Concat(_book.Of<RegisterRelation>(slug)).Concat(_book.Of<RegisterDesignation>(slug)).Where(row => row.ValidFrom > _day).MinBy(row => row.ValidFrom);
        return later is null ? unit : throw new RefusedException("event-later", slug, Words(later.ValidFrom));
    }

    private void Parts(string unit, string? receiver)
    {
        foreach (RegisterRelation row in _book.Of<RegisterRelation>(unit).Where(row => row.Kind == UnitEventWords.PartOf && (row.ValidUntil is null || row.ValidUntil > LastDay)))
        {
            if (row.From == unit)
            {
                _book.End(row, LastDay);
            }
            else if (receiver is null)
            {
                throw new RefusedException("event-parts", unit, row.From);
            }
            else
            {
                _book.End(row, LastDay);
                if (row.From != receiver)
                {
                    Relate(row.From, UnitEventWords.PartOf, receiver);
                    _effects.Add(new UnitEffect("comes-under", row.From, null, receiver));
                }
            }
        }
    }

    private void Code(string slug, string kind, string code) =>
        _codes.Add((slug, _book.Schemes.GetValueOrDefault(kind) ?? throw new RefusedException("event-no-code", kind), code));

    /// <summary>The name's words; where they are another's, the year of its beginning behind them, as packs do it.</summary>
    private string Slug(string name)
    {
        string stem = Written.Slug(name);
        string dated = string.Create(CultureInfo.InvariantCulture, $"{stem}-{_day.Year}");
        return new[] { stem, dated }.Concat(Enumerable.Range(2, _book.Slugs.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{dated}-{i}"))).First(slug => !_book.Slugs.Contains(slug));
    }

    private static string Words(DateOnly? day) => day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? "–";
}
