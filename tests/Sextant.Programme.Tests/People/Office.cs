using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.People;

/// <summary>People over a register of a test's own, with a clock that stands, cheap hashes and authenticators that work.</summary>
internal sealed class Office : IDisposable
{
    public const string Password = "một mật khẩu dài";

    private readonly VietNam _country;
    private readonly Dictionary<string, byte[]> _secrets = [];

    private Office(VietNam country)
    {
        _country = country;
        Area = Another();
    }

    private readonly EphemeralDataProtectionProvider _keys = new();

    /// <summary>As another process sees it, or the same after a restart.</summary>
    public PeopleArea Another() => new(Database, _keys, new PeopleOptions { PasswordRounds = 10 }, Clock);

    public PeopleArea Area { get; }

    public StoppedClock Clock => _country.Clock;

    public ProgrammeDatabase Database => _country.Database;

    public static async Task<Office> OpenAsync(DatabaseKind kind) => new(await VietNam.OpenAsync(kind));

    public static Caller Caller(string from = "192.0.2.1", params (string Person, string Device)[] devices) =>
        new(from, "test", devices.ToDictionary(one => one.Person, one => one.Device));

    /// <summary>Goes through a link as its holder does.</summary>
    public async Task<Joined> JoinAsync(string link, string name = "Nguyễn Thị Lan", string email = "lan@example.gov.vn")
    {
        JoinStep step = await Area.Join.BeginAsync(link, new JoinForm(name, email, Password, Password));
        byte[] secret = FromBase32(step.Secret);
        Joined joined = await Area.Join.CompleteAsync(link, step.Sealed, Totp.Code(secret, Clock.Now), Caller());
        _secrets[joined.Person] = secret;
        return joined;
    }

    public async Task<Viewer> AdministratorAsync() => await ViewerAsync((await JoinAsync((await Area.Links.FirstAdministratorAsync())!)).Session);

    public async Task<Viewer> PersonAsync(Viewer inviter, string email, Role role, string? organisation = null) =>
        await ViewerAsync((await JoinAsync(await Area.Links.InviteAsync(inviter, new Invitation("Trần Văn Minh", email, role, organisation)))).Session);

    public async Task<Viewer> ViewerAsync(string session) => (await Area.Sessions.FindAsync(session, "192.0.2.1"))!;

    /// <summary>The code of an authenticator that was just set up with a secret in base 32.</summary>
    public string CodeOf(string secret) => Totp.Code(FromBase32(secret), Clock.Now);

    /// <summary>A code that has not been used: half a minute passes.</summary>
    public string Code(string person)
    {
        Clock.Now += TimeSpan.FromSeconds(30);
        return Totp.Code(_secrets[person], Clock.Now);
    }

    public void Dispose() => _country.Dispose();

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>();
        int bits = 0;
        int held = 0;
        foreach (char c in text)
        {
            bits = ((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c)) & 0xFFFF;
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                bytes.Add((byte)((bits >> held) & 0xFF));
            }
        }

        return [.. bytes];
    }
}
