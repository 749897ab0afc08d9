using System.CommandLine;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant people recover EMAIL</c>: the way in for whoever may read the data folder, when every administrator has lost it.</summary>
internal static class PeopleCommand
{
    private static readonly Argument<string> Email = new("email");

    public static Verb Create() => new("people")
    {
        new Verb("recover", SettingGroups.Serving, RecoverAsync) { Email },
    };

    private static async Task<int> RecoverAsync(VerbRun run, CancellationToken cancellation)
    {
        string email = run.Parsed.GetRequiredValue(Email);
        ProgrammeDatabase register = await RegisterRoom.OpenKeptAsync(run.Settings.Keeping, cancellation).ConfigureAwait(false);
        PeopleArea people = DataRooms.People(run.Settings.Keeping, register, run.Clock);
        try
        {
            string secret = await people.Links.RecoverAsync(Actor.CommandLine(Environment.UserName, Environment.MachineName), email, cancellation).ConfigureAwait(false);
            var address = new PublicAddress(run.Settings.PublicUrl ?? new UriBuilder(Uri.UriSchemeHttp, "localhost", run.Settings.Port).Uri);
            run.Say("people.link", address.Of($"/welcome?token={secret}"));
            return ExitCodes.Ok;
        }
        catch (PeopleException fault) when (fault.Fault == PeopleFault.Gone)
        {
            throw new BadInputException("people.nobody", email);
        }
    }
}
