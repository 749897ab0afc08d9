using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Events;

/// <summary>What an event writes: its effects in words, its receivers, and its key.</summary>
internal sealed record UnitEventPlan(string Key, IReadOnlyList<UnitEffect> Effects, IReadOnlyList<string> Receivers);

/// <summary>
/// Works out what follows from an event: the facts that end, begin and move. It writes nothing itself; the book holds what is to be written, and
/// keeps nothing of an event that is refused.
/// </summary>
internal sealed class UnitEventPlanner(UnitBook book)
{
    /// <summary>The rules of one event after the other; the second sees what the first did.</summary>
    /// <exception cref="RefusedException">It cannot be, for the reason that the word says.</exception>
    internal UnitEventPlan Plan(UnitEventDraft draft, CheckedDecision decision)
    {
        book.Begin();
        try
        {
            var moves = new UnitMoves(book, draft);
            (string main, IReadOnlyList<(string Unit, string Role)> parts) = draft.Kind switch
            {
                "merge" => Merge(draft, moves),
                "split" => Split(draft, moves),
                "rename" => Rename(draft, moves),
                "move" => Move(draft, moves),
                "founding" => Found(draft, moves),
                "dissolution" => Dissolve(draft, moves),
                _ => throw new RefusedException("event-kind"),
            };
            moves.Codes();
            string key = NewKey(draft, main);
            book.Events.Add(key);
            book.Put(new RegisterUnitEvent
            {
                Key = key, Kind = draft.Kind, ValidFrom = draft.Day, Document = decision.Document, DecisionNumber = decision.Number, DecisionDate = decision.Date,
                DecisionIssuer = decision.Issuer,
            });
            foreach ((int at, (string unit, string role)) in parts.Index())
            {
                book.Put(new RegisterEventPart { Key = UnitEventWords.Part(key, at + 1), Event = key, Position = at + 1, Organisation = unit, Role = role, ValidFrom = draft.Day });
            }

            return new UnitEventPlan(key, moves.Effects, moves.Receivers);
        }
        catch (RefusedException)
        {
            book.Back();
            throw;
        }
    }

    private static (string, IReadOnlyList<(string, string)>) Merge(UnitEventDraft draft, UnitMoves moves)
    {
        RegisterOrganisation[] formers = moves.Living(1);
        if (draft.Into.Count + draft.New.Count != 1)
        {
            throw new RefusedException("event-one-receiver");
        }

        if (draft.Into.Count == 1 && draft.Units.Contains(draft.Into[0], StringComparer.Ordinal))
        {
            throw new RefusedException("event-self", draft.Into[0]);
        }

        string receiver = draft.Into.Count == 1 ? moves.Receiver(draft.Into[0]).Key : moves.Begin(draft.New[0], formers[0]);
        string role = draft.Into.Count == 1 ? "kept" : "new";
        string relation = role == "new" && formers.Length == 1 ? "succeeded-by" : "merged-into";
        moves.Receive(receiver);
        foreach (RegisterOrganisation former in formers)
        {
            moves.GiveWay(former, relation, receiver);
        }

        moves.Outline(formers, receiver);
        moves.NoCircle(receiver);
        return (receiver, [.. formers.Select(former => (former.Key, "former")), (receiver, role)]);
    }

    private static (string, IReadOnlyList<(string, string)>) Split(UnitEventDraft draft, UnitMoves moves)
    {
        RegisterOrganisation unit = moves.Living(1) is [var one] ? one : throw new RefusedException("event-one-unit");
        if (draft.Into.Contains(unit.Key, StringComparer.Ordinal))
        {
            throw new RefusedException("event-self", unit.Key);
        }

        string[] receivers = [.. draft.Into.Select(into => moves.Receiver(into).Key), .. draft.New.Select(made => moves.Begin(made, unit))];
        int least = draft.GoesOn ? 1 : 2;
        if (receivers.Length < least || receivers.Length > UnitEventDraft.MostUnits || receivers.Distinct(StringComparer.Ordinal).Count() != receivers.Length)
        {
            throw new RefusedException("event-receivers", least, UnitEventDraft.MostUnits);
        }

        foreach (string receiver in receivers)
        {
            moves.Receive(receiver);
            moves.Relate(unit.Key, "split-into", receiver);
        }

        if (draft.GoesOn)
        {
            moves.Domains(unit.Key, unasked: "stay");
        }
        else
        {
            moves.GiveWay(unit, null, receivers[0]);
        }

        moves.NoCircle(receivers[0]);
        return (unit.Key, [(unit.Key, draft.GoesOn ? "kept" : "former"), .. receivers.Select(receiver => (receiver, draft.Into.Contains(receiver, StringComparer.Ordinal) ? "kept" : "new"))]);
    }

    private static (string, IReadOnlyList<(string, string)>) Rename(UnitEventDraft draft, UnitMoves moves)
    {
        RegisterOrganisation unit = moves.Living(1) is [var one] ? one : throw new RefusedException("event-one-unit");
        moves.Rename(unit.Key, draft.Name ?? LocalText.Empty);
        return (unit.Key, [(unit.Key, "kept")]);
    }

    private static (string, IReadOnlyList<(string, string)>) Move(UnitEventDraft draft, UnitMoves moves)
    {
        RegisterOrganisation[] units = moves.Living(1);
        if (draft.Parent is { } parent)
        {
            moves.Receiver(parent);
            if (draft.Units.Contains(parent, StringComparer.Ordinal))
            {
                throw new RefusedException("event-self", parent);
            }
        }

        foreach (RegisterOrganisation unit in units)
        {
            moves.Under(unit.Key, draft.Parent);
            moves.NoCircle(unit.Key);
        }

        return (units[0].Key, [.. units.Select(unit => (unit.Key, "kept")), .. draft.Parent is { } above ? [(above, "parent")] : Array.Empty<(string, string)>()]);
    }

    private static (string, IReadOnlyList<(string, string)>) Found(UnitEventDraft draft, UnitMoves moves)
    {
        if (draft.New is not [{ } made])
        {
            throw new RefusedException("event-one-new");
        }

        string slug = moves.Begin(made, null);
        if (draft.Parent is { } parent)
        {
            moves.Receiver(parent);
            moves.Under(slug, parent);
        }

        return (slug, [(slug, "new"), .. draft.Parent is { } above ? [(above, "parent")] : Array.Empty<(string, string)>()]);
    }

    private static (string, IReadOnlyList<(string, string)>) Dissolve(UnitEventDraft draft, UnitMoves moves)
    {
        RegisterOrganisation[] units = moves.Living(1);
        foreach (RegisterOrganisation unit in units)
        {
            moves.GiveWay(unit, null, null);
        }

        return (units[0].Key, [.. units.Select(unit => (unit.Key, "former"))]);
    }

    /// <summary>An event that was taken back keeps its key; the one written down anew gets another.</summary>
    private string NewKey(UnitEventDraft draft, string main)
    {
        string stem = UnitEventWords.Key(draft.Day, draft.Kind, main);
        return Enumerable.Range(1, book.Events.Count + 1).Select(i => i == 1 ? stem : $"{stem}-{i}").First(key => !book.Events.Contains(key));
    }
}

/// <summary>A decision that was looked up: a document of the register, or what its head says.</summary>
internal sealed record CheckedDecision(string? Document, string? Number, DateOnly? Date, string? Issuer);
