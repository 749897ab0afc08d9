using Sextant.Programme.Register;

namespace Sextant.Programme.Returns;

/// <summary>What a return is held against: what was said for the quarter before, and what was measured.</summary>
internal sealed record ReturnGround
{
    /// <summary>The figures of the quarter before; empty where nothing was received.</summary>
    internal IReadOnlyDictionary<string, decimal> Before { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Networks that are the organisation's.</summary>
    internal IReadOnlyList<long> Networks { get; init; } = [];

    /// <summary>Those of them that announce IPv6 prefixes, as the register knows.</summary>
    internal IReadOnlyList<long> Announcing { get; init; } = [];

    /// <summary>The share of users with IPv6 that others measured in these networks, by samples; null where nobody measured enough.</summary>
    internal decimal? MeasuredShare { get; init; }

    /// <summary>Targets by unit and service that were measured and do not work over IPv6: <c>hue site</c>.</summary>
    internal IReadOnlySet<string> NotWorking { get; init; } = new HashSet<string>();

    /// <summary>The country's day.</summary>
    internal DateOnly Today { get; init; }
}

/// <summary>
/// What makes a return implausible. What contradicts itself is refused; what only looks odd needs the organisation's reason. Each rule is one method.
/// </summary>
internal static class ReturnRules
{
    /// <summary>10 %: subscribers and domains fall by a few percent in a quarter at the most.</summary>
    private const decimal Fall = 0.10m;

    /// <summary>30 %: the fastest roll-outs known grew by a quarter in three months.</summary>
    private const decimal Rise = 0.30m;

    /// <summary>20 points: APNIC's figure of a network and a count of its subscribers differ by ten where both are right.</summary>
    private const decimal Apart = 20;

    internal static IReadOnlyList<ReturnFinding> Find(ReturnForm form, ReturnDraft says, ReturnGround ground)
    {
        IEnumerable<ReturnFinding> found = Missing(form, says).Concat(Exceeds(form, says)).Concat(Moved(form, says, ground));
        found = form.Lists ? found.Concat(Forecasts(says)).Concat(Remaining(says)).Concat(Late(says, ground)).Concat(Supported(says, ground)).Concat(Measured(says, ground)) : found.Concat(OwnZone(says, ground));
        return [.. found];
    }

    // A part without its whole would be summed beside wholes that it is no part of.
    private static IEnumerable<ReturnFinding> Missing(ReturnForm form, ReturnDraft says) =>
        form.Fields.Where(field => !says.Figures.ContainsKey(field.Id) && (field.Required || form.Fields.Any(part => part.PartOf == field.Id && says.Figures.ContainsKey(part.Id))))
            .Select(field => Refusal("missing", field.Id));

    private static IEnumerable<ReturnFinding> Exceeds(ReturnForm form, ReturnDraft says) =>
        from field in form.Fields
        where field.PartOf is not null && says.Figures.TryGetValue(field.Id, out decimal part) && part > says.Figures.GetValueOrDefault(field.PartOf, decimal.MaxValue)
        select Refusal("exceeds", field.Id, new Tables.TableWord("column." + field.PartOf));

    private static IEnumerable<ReturnFinding> Moved(ReturnForm form, ReturnDraft says, ReturnGround ground)
    {
        foreach (ReturnField field in form.Fields.Where(field => field.Unit != ReturnUnit.Percent))
        {
            if (says.Figures.TryGetValue(field.Id, out decimal now) && ground.Before.TryGetValue(field.Id, out decimal before) && before > 0)
            {
                decimal change = (now - before) / before;
                if (change < -Fall || change > Rise)
                {
                    yield return Question(change < 0 ? "fell" : "rose", field.Id, before, now, Math.Round(Math.Abs(change) * 100, 1));
                }
            }
        }
    }

    private static IEnumerable<ReturnFinding> Forecasts(ReturnDraft says)
    {
        foreach (string network in ReturnForm.Networks)
        {
            decimal? share = Share(says, network);
            decimal? year = Value(says, $"forecast-{network}-1");
            if (year < share || Value(says, $"forecast-{network}-3") < year)
            {
                yield return Question("forecast-falls", network, share ?? 0, year ?? 0, Value(says, $"forecast-{network}-3") ?? 0);
            }
        }
    }

    /// <summary>The roadmap answers for every subscriber who has no IPv6: for no more, and for fewer with a reason.</summary>
    private static IEnumerable<ReturnFinding> Remaining(ReturnDraft says)
    {
        foreach (string network in ReturnForm.Networks)
        {
            if (Value(says, network + "-subscribers") is { } all && Value(says, network + "-ipv6") is { } done && all >= done)
            {
                decimal promised = says.Roadmap.Where(line => line.Network == network).Sum(line => line.Promised - Math.Min(line.Actual ?? 0, line.Promised));
                decimal left = all - done;
                if (promised > left)
                {
                    yield return Refusal("roadmap-exceeds", network, promised, left);
                }
                else if (promised < left)
                {
                    yield return promised == 0 ? Refusal("roadmap-missing", network, left) : Question("roadmap-short", network, promised, left);
                }
            }
        }
    }

    private static IEnumerable<ReturnFinding> Late(ReturnDraft says, ReturnGround ground) =>
        from line in says.Roadmap
        where Quarter.Read(line.Quarter) is { } quarter && quarter.LastDay < ground.Today && (line.Actual ?? 0) < line.Promised
        select Question("roadmap-late", $"{line.Network}-{line.Cause}-{line.Quarter}", new Tables.TableWord("word.cause-" + line.Cause), line.Quarter, line.Promised, line.Actual ?? 0);

    private static IEnumerable<ReturnFinding> Supported(ReturnDraft says, ReturnGround ground) =>
        from unit in says.Supports
        where unit.State == "done" && ground.NotWorking.Contains($"{unit.Unit} {unit.Service}")
        select Question("support-measured", $"{unit.Unit}-{unit.Service}", unit.Unit, new Tables.TableWord("word.service-" + unit.Service));

    private static IEnumerable<ReturnFinding> Measured(ReturnDraft says, ReturnGround ground)
    {
        decimal with = (Value(says, "fixed-ipv6") ?? 0) + (Value(says, "mobile-ipv6") ?? 0);
        decimal all = (Value(says, "fixed-subscribers") ?? 0) + (Value(says, "mobile-subscribers") ?? 0);
        if (with > 0 && ground.Networks.Count == 0)
        {
            yield return Question("networks-unknown", "");
        }
        else if (with > 0 && ground.Announcing.Count == 0)
        {
            yield return Question("networks-silent", "", string.Join(", ", ground.Networks.Select(number => $"AS{number}")));
        }

        if (all > 0 && ground.MeasuredShare is { } measured && Math.Abs((with / all * 100) - measured) > Apart)
        {
            yield return Question("share-measured", "", Math.Round(with / all * 100, 1), Math.Round(measured, 1));
        }
    }

    /// <summary>Who says that its name servers have IPv6 and whose own zone was measured without.</summary>
    private static IEnumerable<ReturnFinding> OwnZone(ReturnDraft says, ReturnGround ground)
    {
        string? field = new[] { "dns-servers-ipv6", "sites-ipv6" }.FirstOrDefault(one => Value(says, one) > 0);
        string service = field == "sites-ipv6" ? "site" : "zone";
        if (field is not null && ground.NotWorking.Contains($"{says.Organisation} {service}"))
        {
            yield return Question("own-measured", field, new Tables.TableWord("word.service-" + service));
        }
    }

    private static decimal? Value(ReturnDraft says, string field) => says.Figures.TryGetValue(field, out decimal value) ? value : null;

    private static decimal? Share(ReturnDraft says, string network) =>
        Value(says, network + "-subscribers") is > 0 and { } all ? Math.Round((Value(says, network + "-ipv6") ?? 0) / all * 100, 1) : null;

    private static ReturnFinding Refusal(string rule, string subject, params object[] parameters) => new(rule, subject, true, parameters);

    private static ReturnFinding Question(string rule, string subject, params object[] parameters) => new(rule, subject, false, parameters);
}
