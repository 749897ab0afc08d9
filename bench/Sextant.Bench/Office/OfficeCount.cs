using System.Text.RegularExpressions;
using Sextant.Programme.Audit;
using Sextant.Programme.Drafting;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Bench.Office;

/// <summary>Counts what is there of what writers were told.</summary>
/// <param name="Accepted">Writes that were accepted.</param>
/// <param name="Lost">Of them, those that are not there, or not in the audit log.</param>
/// <param name="Doubled">Marks that are there more than once.</param>
/// <param name="Unasked">Marks that are there though their writer was refused.</param>
/// <param name="Silent">Writes without an answer, and how many of them were done.</param>
/// <param name="Chain">Faults of the audit log's chain.</param>
internal sealed record OfficeCount(int Accepted, int Lost, int Doubled, int Unasked, (int All, int Done) Silent, int Chain)
{
    public bool IsRight => (Lost, Doubled, Unasked, Chain) == (0, 0, 0, 0);

    /// <summary>Reads register and audit log, with the server gone.</summary>
    public static async Task<OfficeCount> OfAsync(ProgrammeDatabase register, PeopleReach reach, OfficeNames names, IReadOnlyDictionary<string, Told> told)
    {
        // Marks of an earlier run over the same folder are nobody's of this one.
        Dictionary<string, int> rows = await RowsAsync(register, reach, names);
        (Dictionary<string, int> entries, int faults) = await EntriesAsync(register);
        string[] accepted = [.. told.Where(one => one.Value == Told.Accepted).Select(one => one.Key)];
        string[] silent = [.. told.Where(one => one.Value == Told.Nothing).Select(one => one.Key)];
        return new OfficeCount(
            accepted.Length,
            accepted.Count(mark => !rows.ContainsKey(mark) || !entries.ContainsKey(mark)),
            rows.Count(one => told.ContainsKey(one.Key) && (one.Value > 1 || entries.GetValueOrDefault(one.Key) != 1)),
            rows.Keys.Count(mark => told.TryGetValue(mark, out Told what) && what == Told.Refused),
            (silent.Length, silent.Count(rows.ContainsKey)),
            faults);
    }

    private static async Task<Dictionary<string, int>> RowsAsync(ProgrammeDatabase register, PeopleReach reach, OfficeNames names)
    {
        var asOf = new AsOf(new DateOnly(2200, 12, 31));
        IReadOnlyList<TaskView> tasks = await new TaskStore(register).ListAsync(new TaskFilter { Drafts = true }, asOf);
        DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        DraftingView draft = (await new DraftingStore(register).FindAsync(names.Draft, new AsOf(today)))!;
        return Marks(tasks.Select(task => task.Text).Concat(tasks.SelectMany(task => task.Reports).Select(one => one.Text)).Concat(draft.Rounds.SelectMany(round => round.Comments).Select(one => one.Text))
            .Concat(await OfficeReturns.ReasonsAsync(register, reach, names.Quarter)));
    }

    private static async Task<(Dictionary<string, int> Entries, int Faults)> EntriesAsync(ProgrammeDatabase register)
    {
        var log = new AuditLog(register, TimeProvider.System);
        var texts = new List<string?>();
        for (long? before = null; ;)
        {
            IReadOnlyList<AuditEntry> entries = await log.ListAsync(new AuditFilter { Before = before, Most = 5000 });
            texts.AddRange(entries.Where(entry => entry.Action != "return.submit").Select(entry => entry.After)); // a version that is handed in still says why it was begun
            if (entries.Count == 0)
            {
                return (Marks(texts), (await log.VerifyAsync()).Faults.Count);
            }

            before = entries[^1].Sequence;
        }
    }

    private static Dictionary<string, int> Marks(IEnumerable<string?> texts) =>
        texts.OfType<string>().Select(text => Regex.Match(text, @"ghi-\d+-\d+-\d+\.")).Where(match => match.Success).CountBy(match => match.Value, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
