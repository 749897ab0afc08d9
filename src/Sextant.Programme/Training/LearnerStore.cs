using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>Reads persons. Whoever calls has asked whether the viewer may: <see cref="People.Right.ReadLearners"/>.</summary>
public sealed class LearnerStore(ProgrammeDatabase database)
{
    /// <summary>100: a page of persons; more are found by typing.</summary>
    public const int MostListed = 100;

    /// <summary>The list of a session by name.</summary>
    public Task<IReadOnlyList<EnrolmentLine>> ListAsync(string session, AsOf asOf, CancellationToken cancellation = default) => ListAsync(session, asOf, null, cancellation);

    /// <summary>Of a session's list those who are people of these units; null: of all.</summary>
    internal async Task<IReadOnlyList<EnrolmentLine>> ListAsync(string session, AsOf asOf, IReadOnlySet<string>? own, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterEnrolment> rows = await context.Known<RegisterEnrolment>(asOf).Where(row => row.Session == session).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, RegisterLearner> people = await UnitReach.Learners(context, asOf, own)
            .Where(row => context.Set<RegisterEnrolment>().Any(one => one.Session == session && one.Learner == row.Key && one.SupersededAt == null)).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        Dictionary<string, string> certificates = (await context.Known<RegisterCertificate>(asOf).Where(row => row.Session == session && row.Revoked == null).ToListAsync(cancellation).ConfigureAwait(false))
            .GroupBy(row => row.Learner, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Key, StringComparer.Ordinal);
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.Where(row => people.ContainsKey(row.Learner)).GroupBy(row => people[row.Learner].MergedInto ?? row.Learner, StringComparer.Ordinal).Select(person => Line(person, people, certificates, names))
                .OrderBy(line => LastWord(line.Learner.Name), StringComparer.Ordinal).ThenBy(line => line.Learner.Key.Length).ThenBy(line => line.Learner.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>One line for one person, also where rows that were found to be that person are both on the list: what any of them attended, the best result.</summary>
    private static EnrolmentLine Line(IGrouping<string, RegisterEnrolment> person, Dictionary<string, RegisterLearner> people, Dictionary<string, string> certificates, Dictionary<string, LocalText> names)
    {
        RegisterEnrolment shown = person.FirstOrDefault(row => row.Learner == person.Key) ?? person.MinBy(row => people[row.Learner].Number)!;
        (string attended, string? result) = SamePerson.Together([.. person]);
        return new EnrolmentLine(View(people[shown.Learner], names), AttendedParts.Of(attended), result, person.Select(row => certificates.GetValueOrDefault(row.Learner)).FirstOrDefault(key => key is not null));
    }

    /// <summary>Persons whose name has all the words typed, or who have the address or staff number; how many there are, and the first of them.</summary>
    public async Task<(int Count, IReadOnlyList<LearnerView> Lines)> SearchAsync(string? typed, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        IQueryable<RegisterLearner> rows = Found(context, typed, asOf);
        int count = await rows.CountAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, LearnerView> people = await PeopleAsync(context, asOf, rows.OrderByDescending(row => row.Number).Take(MostListed), cancellation).ConfigureAwait(false);
        return (count, [.. people.Values]);
    }

    /// <summary>The same, some at a time, in the order in which they were first met.</summary>
    /// <param name="part">Those behind a number, so many at most.</param>
    public async Task<IReadOnlyList<(long Number, LearnerView Person)>> PageAsync(string? typed, (long After, int Most) part, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterLearner> rows = await Found(context, typed, asOf).Where(row => row.Number > part.After).OrderBy(row => row.Number).Take(part.Most).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => ((long)row.Number, View(row, names)))];
    }

    private static IQueryable<RegisterLearner> Found(ProgrammeContext context, string? typed, AsOf asOf)
    {
        IQueryable<RegisterLearner> rows = context.Known<RegisterLearner>(asOf).Where(row => row.MergedInto == null && !row.Erased);
        string exact = (typed ?? string.Empty).Trim();
        if (exact.Contains('@', StringComparison.Ordinal) || exact.Any(char.IsAsciiDigit))
        {
            string email = exact.ToLowerInvariant();
            rows = rows.Where(row => row.Email == email || row.StaffNumber == exact);
        }
        else
        {
            // 6 words: the longest names; more are no name.
            foreach (string word in Folded.Of(exact).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6))
            {
                rows = rows.Where(row => (" " + row.NameKey).Contains(" " + word));
            }
        }

        return rows;
    }

    /// <summary>One person with all that is kept; null when there is none. A row that stands for another gives that one.</summary>
    public async Task<LearnerSheet?> FindAsync(string key, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        string? root = await context.Known<RegisterLearner>(asOf).Where(row => row.Key == key).Select(row => row.MergedInto ?? row.Key).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        if (root is null)
        {
            return null;
        }

        Dictionary<string, LearnerView> people = await PeopleAsync(context, asOf, context.Known<RegisterLearner>(asOf).Where(row => row.Key == root || row.MergedInto == root), cancellation).ConfigureAwait(false);
        string[] keys = [.. people.Keys];
        List<RegisterEnrolment> taken = await context.Known<RegisterEnrolment>(asOf).Where(row => keys.Contains(row.Learner)).ToListAsync(cancellation).ConfigureAwait(false);
        string[] of = [.. taken.Select(row => row.Session).Distinct()];
        Dictionary<string, RegisterSession> sessions = await context.Known<RegisterSession>(asOf).Where(row => of.Contains(row.Key)).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        Dictionary<string, string> titles = await context.Known<RegisterCourse>(asOf).ToDictionaryAsync(row => row.Key, row => row.Title, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        List<RegisterCertificate> certificates = await context.Known<RegisterCertificate>(asOf).Where(row => keys.Contains(row.Learner)).ToListAsync(cancellation).ConfigureAwait(false);
        RegisterExpert? expert = await context.Known<RegisterExpert>(asOf).Where(row => keys.Contains(row.Learner)).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        return new LearnerSheet(
            people[root],
            [
                .. taken.Where(row => sessions.ContainsKey(row.Session)).Select(row => (Row: row, Session: sessions[row.Session])).OrderByDescending(one => one.Session.Starts)
                    .Select(one => new TakenSession(one.Session.Course, titles.GetValueOrDefault(one.Session.Course) ?? one.Session.Course, one.Session.Number, one.Session.Starts, AttendedParts.Of(one.Row.Attended), one.Row.Result)),
            ],
            [.. certificates.OrderByDescending(row => row.Issued).Select(CertificateDesk.View)],
            [.. people.Values.Where(one => one.Key != root)],
            expert is null ? null : ExpertDesk.View(expert));
    }

    /// <summary>
    /// Rows that may be one person: names of the same words, which nobody has found to be two. The first hundred; those of one unit come first.
    /// </summary>
    public async Task<(int Count, IReadOnlyList<LearnerPair> Pairs)> DoublesAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        HashSet<string> apart = [.. await context.Known<RegisterLearnersApart>(asOf).Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)];
        List<RegisterLearner> rows = await context.Known<RegisterLearner>(asOf).Where(row => row.MergedInto == null && !row.Erased).ToListAsync(cancellation).ConfigureAwait(false);
        (RegisterLearner First, RegisterLearner Second)[] pairs =
        [
            .. rows.GroupBy(row => row.NameKey, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).SelectMany(Pairs)
                .Where(pair => !apart.Contains(string.Join('|', new[] { pair.First.Key, pair.Second.Key }.Order(StringComparer.Ordinal))))
                .OrderByDescending(pair => LearnerForm.UnitKey(pair.First) == LearnerForm.UnitKey(pair.Second)).ThenBy(pair => pair.First.Number).ThenBy(pair => pair.Second.Number),
        ];
        (RegisterLearner First, RegisterLearner Second)[] shown = [.. pairs.Take(MostListed)];
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        return (pairs.Length, [.. shown.Select(pair => new LearnerPair(View(pair.First, names), View(pair.Second, names)))]);
    }

    // 50 namesakes: 1,225 pairs. Of more, the next come up as these are merged or told apart.
    private static IEnumerable<(RegisterLearner First, RegisterLearner Second)> Pairs(IEnumerable<RegisterLearner> alike)
    {
        RegisterLearner[] rows = [.. alike.OrderBy(row => LearnerForm.UnitKey(row), StringComparer.Ordinal).ThenBy(row => row.Number).Take(50)];
        return rows.SelectMany((row, i) => rows.Skip(i + 1).Select(other => (row, other)));
    }

    private static async Task<Dictionary<string, LearnerView>> PeopleAsync(ProgrammeContext context, AsOf asOf, IQueryable<RegisterLearner> rows, CancellationToken cancellation)
    {
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        return (await rows.ToListAsync(cancellation).ConfigureAwait(false)).ToDictionary(row => row.Key, row => View(row, names), StringComparer.Ordinal);
    }

    internal static LearnerView View(RegisterLearner row, Dictionary<string, LocalText> names)
    {
        (string?, LocalText)? unit = row switch
        {
            { Organisation: { } slug } => (slug, names.GetValueOrDefault(slug) ?? LocalText.Empty),
            { UnitText: { } text } => (null, new LocalText([KeyValuePair.Create("vi", text)])),
            _ => null,
        };
        return new LearnerView(row.Key, row.Name, unit, row.Email, row.StaffNumber, row.Job, row.Erased);
    }

    // Vietnamese lists are ordered by the given name, which stands last.
    private static string LastWord(string name) => Folded.Of(name).Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? $"{words[^1]} {string.Join(' ', words)}" : string.Empty;
}
