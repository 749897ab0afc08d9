using System.Globalization;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Events;

/// <summary>What becomes of what an organisation has: domains, exemptions, codes, networks, duties, brands.</summary>
internal sealed class UnitBelongings(UnitBook book, UnitEventDraft draft, List<UnitEffect> effects, List<string> receivers)
{
    private readonly DateOnly _day = draft.Day;

    private DateOnly LastDay => _day.AddDays(-1);

    /// <summary>The domains of an organisation go to who is named for each, or where nothing is said.</summary>
    internal void Domains(string unit, string unasked)
    {
        foreach (RegisterTarget target in book.Of<RegisterTarget>(unit).Where(row => row.ValidUntil is null || row.ValidUntil > LastDay))
        {
            string asked = draft.Domains.GetValueOrDefault(target.Ascii, unasked);
            string? to = Receiver(asked, target.Domain);
            if (asked == "stay" && unasked == "stay")
            {
                continue;
            }

            book.End(target, LastDay);
            foreach (RegisterExemption held in book.Of<RegisterExemption>(unit).Where(row => row.Target == target.TargetKey && row.ValidUntil > LastDay))
            {
                Exemption(held, to);
            }

            if (to is null)
            {
                effects.Add(new UnitEffect("domain-ends", unit, target.TargetKey));
                continue;
            }

            DateOnly from = target.ValidFrom > _day ? target.ValidFrom.Value : _day;
            var row = (RegisterTarget)target.Next();
            (row.Key, row.Organisation, row.ValidFrom, row.Confidence, row.Source) = (RegisterKeys.Target(to, target.TargetKey, from), to, from, "inferred", null);
            row.Role = IsHeadTaken(to, target) ? "service" : target.Role;
            book.Put(row);
            effects.Add(new UnitEffect(row.Role == target.Role ? "domain-moves" : "domain-moves-as-service", unit, target.TargetKey, to));
        }
    }

    /// <summary>
    /// Claims follow their domains from the day on, with their proofs and contacts: what stands in the DNS stays as it is. A domain that goes to nobody is nobody's claim; where the
    /// receiver has only said what the former had shown, what was shown goes on.
    /// </summary>
    internal void Claims(string unit, string unasked)
    {
        foreach (RegisterDomain claim in book.Of<RegisterDomain>(unit).Where(row => row.ValidUntil is null || row.ValidUntil > LastDay))
        {
            string asked = draft.Domains.GetValueOrDefault(claim.Ascii, unasked);
            if (asked == "stay")
            {
                continue;
            }

            string? to = Receiver(asked, claim.Domain);
            RegisterDomain? theirs = to is null ? null : book.Of<RegisterDomain>(to).FirstOrDefault(row => row.Ascii == claim.Ascii && (row.ValidUntil is null || row.ValidUntil >= _day));
            bool moves = to is not null && (theirs is null || (theirs.State == "claimed" && claim.State != "claimed"));
            if (moves)
            {
                var row = (RegisterDomain)claim.Next();
                (row.Key, row.Organisation, row.ValidFrom) = (DomainWords.Claim(to!, claim.Ascii), to!, _day);
                book.Put(row);
            }

            Contacts(claim, moves ? to : null);
            book.End(claim, LastDay);
            effects.Add(new UnitEffect(moves ? "claim-moves" : "claim-ends", unit, claim.Domain, moves ? to : null));
        }
    }

    private void Contacts(RegisterDomain claim, string? to)
    {
        string theirs = to is null ? "" : DomainWords.Claim(to, claim.Ascii);
        int taken = to is null ? 0 : book.Of<RegisterDomainContact>(to).Where(row => row.Claim == theirs).Select(row => row.Position).DefaultIfEmpty().Max();
        foreach (RegisterDomainContact contact in book.Of<RegisterDomainContact>(claim.Organisation).Where(row => row.Claim == claim.Key && (row.ValidUntil is null || row.ValidUntil > LastDay)))
        {
            if (to is not null)
            {
                var row = (RegisterDomainContact)contact.Next();
                (row.Claim, row.Position, row.ValidFrom) = (theirs, contact.Position + taken, _day);
                row.Key = DomainWords.Contact(theirs, row.Position);
                book.Put(row);
            }

            book.End(contact, LastDay);
        }
    }

    /// <summary>What the organisation itself is exempted from ends with it: no exemption outlives whom it exempts.</summary>
    internal void Exemptions(string unit)
    {
        foreach (RegisterExemption held in book.Of<RegisterExemption>(unit).Where(row => row.ValidUntil > LastDay))
        {
            Exemption(held, null);
        }
    }

    // What a target is exempted from goes on where the target goes: the portal that moves house does so under its new unit too.
    private void Exemption(RegisterExemption held, string? to)
    {
        if (to is not null)
        {
            var row = (RegisterExemption)held.Next();
            (row.Key, row.Organisation, row.ValidFrom) = ($"{held.Key}-{to}", to, held.ValidFrom > _day ? held.ValidFrom : _day);
            book.Put(row);
        }

        book.End(held, LastDay);
        effects.Add(new UnitEffect(to is null ? "exemption-ends" : "exemption-moves", held.Organisation, held.Target ?? held.Criterion ?? held.DecidedBy, to));
    }

    /// <summary>Networks go on under who receives; codes, forms and seats were the organisation's own.</summary>
    internal void Designations(string unit, string? receiver)
    {
        foreach (RegisterDesignation item in book.Of<RegisterDesignation>(unit).Where(row => row.ValidUntil is null || row.ValidUntil > LastDay))
        {
            book.End(item, LastDay);
            bool moves = item.Scheme == "asn" && receiver is not null;
            if (moves)
            {
                var row = (RegisterDesignation)item.Next();
                (row.Key, row.Organisation, row.ValidFrom) = (RegisterKeys.Designation(receiver!, item.Scheme, item.Value, _day), receiver!, _day);
                book.Put(row);
            }

            effects.Add(new UnitEffect(moves ? "network-moves" : "code-ends", unit, moves ? "AS" + item.Value : item.Value, moves ? receiver : null));
        }
    }

    /// <summary>Who receives owes the returns and holds the brands of who ends.</summary>
    internal void Duties(string unit, string? receiver)
    {
        foreach (RegisterReturnDuty duty in book.Of<RegisterReturnDuty>(unit).Where(row => row.ValidUntil is null || row.ValidUntil > LastDay))
        {
            book.End(duty, LastDay);
            bool moves = receiver is not null && book.Of<RegisterReturnDuty>(receiver).All(row => row.Form != duty.Form || row.ValidUntil < _day);
            if (moves)
            {
                book.Put(new RegisterReturnDuty { Key = RegisterKeys.Duty(receiver!, duty.Form, book.Of<RegisterReturnDuty>(receiver!), _day), Organisation = receiver!, Form = duty.Form, ValidFrom = _day });
            }

            effects.Add(new UnitEffect(moves ? "duty-moves" : "duty-ends", unit, duty.Form, moves ? receiver : null));
        }

        foreach (RegisterHolding holding in book.Of<RegisterHolding>(unit).Where(row => row.ValidUntil is null || row.ValidUntil > LastDay))
        {
            // A brand that receives who held it is nobody's brand any more.
            bool moves = receiver is not null && (holding.Kind == "network" || HoldingKeys.Slug(holding) != receiver);
            book.End(holding, LastDay);
            if (moves)
            {
                var row = (RegisterHolding)holding.Next();
                (row.Organisation, row.ValidFrom) = (receiver!, holding.ValidFrom > _day ? holding.ValidFrom : _day);
                row.Key = HoldingKeys.Of(HoldingKeys.Subject(holding), row.ValidFrom);
                book.Put(row);
            }

            effects.Add(new UnitEffect(moves ? "holding-moves" : "holding-ends", unit, holding.Name, moves ? receiver : null));
        }
    }

    private string? Receiver(string asked, string domain) => asked is "end" or "stay" ? null
        : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= receivers.Count
            ? receivers[number - 1] : throw new RefusedException("event-domain", domain);

    /// <summary>Where the receiver has a portal, a further one is a service of it: portals are counted once for each unit.</summary>
    private bool IsHeadTaken(string receiver, RegisterTarget target) =>
        target.Role is "portal" or "public-services"
        && book.Of<RegisterTarget>(receiver).Any(row => row.Kind == target.Kind && row.Role == target.Role && (row.ValidUntil is null || row.ValidUntil >= _day));
}
