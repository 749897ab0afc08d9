using System.Globalization;
using System.Text.Json;
using Sextant.Programme.People;
using Sextant.Testing;

namespace Sextant.Bench.Office;

/// <summary>Somebody who signs in.</summary>
/// <param name="Secret">Of the authenticator.</param>
/// <param name="Unit">For whom a focal point speaks; null: the office.</param>
/// <param name="Tokens">For programs.</param>
internal sealed record OfficePerson(string Email, string Secret, string? Unit, IReadOnlyList<string> Tokens);

/// <summary>The people of the bench: invited and joined through the product's own desks.</summary>
internal static class OfficePeople
{
    public const string Password = "một mật khẩu dài";

    /// <summary>8 of the office and 12 focal points: 250 readers and writers share their sessions, as one person has several pages open.</summary>
    public const int OfficePersons = 8;

    private const int FocalPoints = 12;

    /// <summary>8: a writer that is a program has a token of its own.</summary>
    private const int TokensEach = 8;

    public static async Task<(Viewer Office, IReadOnlyList<OfficePerson> People)> MakeAsync(PeopleArea people, IReadOnlyList<string> organisations)
    {
        string link = await people.Links.FirstAdministratorAsync() ?? throw new InvalidOperationException("the register has people already");
        (Viewer administrator, _) = await JoinAsync(people, link, "quan-tri@example.gov.vn");
        var made = new List<OfficePerson>();
        Viewer? office = null;
        for (int i = 0; i < OfficePersons + FocalPoints; i++)
        {
            string? unit = i < OfficePersons ? null : organisations[^(i - OfficePersons + 1)];
            string email = string.Create(CultureInfo.InvariantCulture, $"nguoi-{i}@example.gov.vn");
            string invited = await people.Links.InviteAsync(administrator, new Invitation("Trần Văn Minh", email, unit is null ? Role.Office : Role.FocalPoint, unit));
            (Viewer viewer, string secret) = await JoinAsync(people, invited, email);
            office ??= viewer;
            var tokens = new List<string>();
            for (int token = 0; unit is null && token < TokensEach; token++)
            {
                tokens.Add(await people.Tokens.IssueAsync(viewer, "load", [Right.ReadPublished, Right.WritePlans, Right.ReportTasks], 300));
            }

            made.Add(new OfficePerson(email, secret, unit, tokens));
        }

        return (office!, made);
    }

    public static void Save(string folder, IReadOnlyList<OfficePerson> people) => File.WriteAllText(PathOf(folder), JsonSerializer.Serialize(people));

    public static IReadOnlyList<OfficePerson> Load(string folder) => JsonSerializer.Deserialize<OfficePerson[]>(File.ReadAllText(PathOf(folder)))!;

    /// <summary>Waits until codes are others than those with which the people of a new folder joined: each works once, and twenty that try in vain from one address are held up for a quarter of an hour.</summary>
    public static async Task NextCodesAsync(string folder)
    {
        TimeSpan left = File.GetLastWriteTimeUtc(PathOf(folder)) + TimeSpan.FromSeconds(30) - TimeProvider.System.GetUtcNow().UtcDateTime;
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private static string PathOf(string folder) => Path.Combine(folder, "people.json");

    private static async Task<(Viewer Viewer, string Secret)> JoinAsync(PeopleArea people, string link, string email)
    {
        JoinStep step = await people.Join.BeginAsync(link, new JoinForm("Trần Văn Minh", email, Password, Password));
        var caller = new Caller("127.0.0.1", "bench", new Dictionary<string, string>());
        Joined joined = await people.Join.CompleteAsync(link, step.Sealed, new Authenticator(step.Secret).Code(TimeProvider.System.GetUtcNow()), caller);
        return ((await people.Sessions.FindAsync(joined.Session, "127.0.0.1"))!, step.Secret);
    }
}
