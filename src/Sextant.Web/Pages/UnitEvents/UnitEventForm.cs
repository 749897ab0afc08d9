using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.UnitEvents;

/// <summary>An event as its form sends it: one set of fields for all kinds, of which each kind shows its own.</summary>
internal sealed class UnitEventForm(IFormCollection form, IReadOnlyList<OrganisationLine> units)
{
    /// <summary>Fields of who is merged or moved; more units are several events or a table.</summary>
    internal const int UnitFields = 6;

    /// <summary>Fields of who begins by a split.</summary>
    internal const int NewFields = 4;

    /// <summary>Before the A-labels of a domain: who receives it.</summary>
    internal const string DomainField = "domain:";

    internal UnitEventDraft Draft() => new()
    {
        Kind = form["kind"].ToString(),
        Day = EditingPage.DayOf(form["day"]) ?? throw new RefusedException("day"),
        Decision = Decision(form),
        Units = [.. Slugs("units")],
        Into = [.. Slugs("into")],
        New = [.. New()],
        Name = Called(form["name"], form["nameEn"]),
        Parent = Slugs("parent").FirstOrDefault(),
        GoesOn = form["goesOn"] == "true",
        Domains = form.Where(pair => pair.Key.StartsWith(DomainField, StringComparison.Ordinal)).Take(500)
            .ToDictionary(pair => pair.Key[DomainField.Length..], pair => pair.Value.ToString(), StringComparer.Ordinal),
    };

    internal static DecisionDraft Decision(IFormCollection form) => new(
        EditingPage.Typed(form["document"]), EditingPage.Typed(form["number"]), EditingPage.DayOf(form["decided"]), EditingPage.Typed(form["issuer"]));

    private static LocalText Called(string? name, string? english) => new(
        ((KeyValuePair<string, string?>[])[new("vi", name), new("en", english)]).Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)));

    private IEnumerable<NewUnit> New()
    {
        for (int i = 0; i < Math.Min(form["new"].Count, NewFields); i++)
        {
            LocalText name = Called(form["new"][i], At("newEn", i));
            if (name.All.Count > 0)
            {
                yield return new NewUnit(name, EditingPage.Typed(form["unitKind"]), EditingPage.Typed(form["sector"]), EditingPage.Typed(At("code", i)));
            }
        }
    }

    private string? At(string field, int i) => i < form[field].Count ? form[field][i] : null;

    /// <summary>Organisations as people name them: by their slug, or by the name that one of them alone has.</summary>
    private IEnumerable<string> Slugs(string field) => form[field].OfType<string>().Where(typed => !string.IsNullOrWhiteSpace(typed)).Take(50).Select(typed => Slug(typed.Trim()));

    private string Slug(string typed)
    {
        if (units.Any(unit => unit.Slug == typed))
        {
            return typed;
        }

        OrganisationLine[] named = [.. units.Where(unit => unit.Name.All.Values.Contains(typed, StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.IgnoreCase)))];
        named = named.Any(unit => unit.Until is null) ? [.. named.Where(unit => unit.Until is null)] : named;
        return named.Length == 1 ? named[0].Slug : throw new RefusedException(named.Length == 0 ? "organisation-none" : "event-several", typed);
    }
}
