using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Returns;

/// <summary>Brings the parts of one return to what it says now; what it said before stays as earlier versions.</summary>
internal sealed class ReturnWriting(ProgrammeContext context, RegisterWriter writer, string key)
{
    internal async Task PutAsync(ReturnForm form, ReturnDraft draft, CancellationToken cancellation)
    {
        (IReadOnlyList<RegisterReturnFigure> figures, IReadOnlyList<RegisterRoadmapLine> roadmap, IReadOnlyList<RegisterReturnSupport> supports) = Rows(form, draft, key);
        foreach (string unit in draft.Supports.Select(one => one.Unit).Distinct())
        {
            await context.OrganisationAsync(unit, cancellation).ConfigureAwait(false);
        }

        await BringAsync(figures, row => row.Return == key, cancellation).ConfigureAwait(false);
        await BringAsync(roadmap, row => row.Return == key, cancellation).ConfigureAwait(false);
        await BringAsync(supports, row => row.Return == key, cancellation).ConfigureAwait(false);
        if (draft.Reasons is { } reasons)
        {
            RegisterReturnReason[] rows =
            [
                .. reasons.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).Take(ReturnEditing.MostLines)
                    .Select(pair => new RegisterReturnReason { Key = $"{key}/{Written.Line(pair.Key, "return-finding", 200)}", Return = key, Finding = pair.Key, Text = Written.Text(pair.Value, "reason") }),
            ];
            await BringAsync(rows, row => row.Return == key, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>What a draft says, as rows; refuses what its form does not take.</summary>
    internal static (IReadOnlyList<RegisterReturnFigure> Figures, IReadOnlyList<RegisterRoadmapLine> Roadmap, IReadOnlyList<RegisterReturnSupport> Supports) Rows(ReturnForm form, ReturnDraft draft, string key)
    {
        if (Math.Max(draft.Roadmap.Count, draft.Supports.Count) > ReturnEditing.MostLines || (!form.Lists && draft.Roadmap.Count + draft.Supports.Count > 0))
        {
            throw new RefusedException("return-lines", ReturnEditing.MostLines);
        }

        if (draft.Supports.GroupBy(one => (one.Unit, one.Service)).FirstOrDefault(same => same.Count() > 1)?.Key is { } twice)
        {
            throw new RefusedException("return-support-twice", twice.Unit, new Tables.TableWord("word.service-" + twice.Service));
        }

        return (
            [.. draft.Figures.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Figure(form, key, pair.Key, pair.Value))],
            [.. draft.Roadmap.Select((line, i) => Line(key, line, i + 1))],
            [.. draft.Supports.Select((one, i) => Support(key, one, i + 1))]);
    }

    private static RegisterReturnFigure Figure(ReturnForm form, string key, string id, decimal value)
    {
        ReturnField field = form.Fields.FirstOrDefault(one => one.Id == id) ?? throw new RefusedException("return-field", id);

        // Without trailing zeros: 94.10 is no other figure than 94.1.
        return value >= 0 && value <= field.Most && decimal.Round(value, field.Decimals) == value
            ? new RegisterReturnFigure { Key = $"{key}/{id}", Return = key, Field = id, Value = value / 1.0000000000000000000000000000m }
            : throw new RefusedException("return-figure", new Tables.TableWord("column." + id), field.Most, field.Decimals);
    }

    private static RegisterRoadmapLine Line(string key, RoadmapLine line, int position)
    {
        bool holds = ReturnForm.Networks.Contains(line.Network) && ReturnForm.Causes.Contains(line.Cause) && Quarter.Read(line.Quarter) is not null
            && Counts(line.Promised) && (line.Actual is null || Counts(line.Actual.Value));
        return holds
            ? new RegisterRoadmapLine
            {
                Key = ReturnKeys.Part(key, "roadmap", position), Return = key, Position = position, Network = line.Network, Cause = line.Cause, Quarter = Quarter.Read(line.Quarter)!.Value.ToString(),
                Promised = line.Promised, Actual = line.Actual,
            }
            : throw new RefusedException("return-roadmap", position);

        static bool Counts(decimal value) => value is >= 0 and <= 1_000_000_000 && decimal.Truncate(value) == value;
    }

    private static RegisterReturnSupport Support(string key, SupportedUnit one, int position) =>
        ReturnForm.Services.Contains(one.Service) && ReturnForm.Supports.Contains(one.State)
            ? new RegisterReturnSupport { Key = ReturnKeys.Part(key, "support", position), Return = key, Position = position, Unit = one.Unit, Service = one.Service, State = one.State }
            : throw new RefusedException("return-support", position);

    private async Task BringAsync<T>(IReadOnlyList<T> wanted, System.Linq.Expressions.Expression<Func<T, bool>> whose, CancellationToken cancellation)
        where T : RegisterRow
    {
        Dictionary<string, T> held = await context.Current<T>().Where(whose).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        List<T> puts = [.. wanted.Where(row => !held.TryGetValue(row.Key, out T? same) || same.Digest != RowDigest.Of(row))];
        foreach (T left in held.Values.Where(row => wanted.All(one => one.Key != row.Key)))
        {
            var back = (T)left.Next();
            back.Withdrawn = true;
            puts.Add(back);
        }

        await writer.PutAllAsync(puts, null, cancellation).ConfigureAwait(false);
    }
}
