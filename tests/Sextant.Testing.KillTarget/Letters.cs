using Sextant.Programme.Notices;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Testing.KillTarget;

/// <summary>Sends the letters of an outbox until it is killed or none is left.</summary>
internal static class Letters
{
    public static async Task RunAsync(string place, string taken, int minutes)
    {
        bool file = File.Exists(place);
        ProgrammeDatabase register = await ProgrammeDatabase.OpenAsync(file ? DatabaseOptions.Sqlite(place) : DatabaseOptions.PostgreSql(place));
        var outbox = new Outbox(register, new LaterClock(TimeSpan.FromMinutes(minutes)));
        while (await outbox.SendAsync(new Taking(taken), CancellationToken.None) > 0)
        {
        }
    }

    private sealed class LaterClock(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }

    /// <summary>A mail server whose disk is a file.</summary>
    private sealed class Taking(string file) : IMailSender
    {
        public async Task<LetterFate> SendAsync(Letter letter, CancellationToken cancellation)
        {
            await File.AppendAllLinesAsync(file, [letter.Key], cancellation);
            Console.WriteLine($"taken {letter.Key}");
            await Console.Out.FlushAsync(cancellation);
            await Task.Delay(20, cancellation); // the time in which a kill leaves the letter taken and not known to be
            return new LetterFate(true, true, "250 taken");
        }
    }
}
