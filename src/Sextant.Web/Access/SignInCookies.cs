using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Sextant.Web.Access.Providers;

namespace Sextant.Web.Access;

/// <summary>A first factor that waits for its second.</summary>
public sealed record PendingStep(string Person, string Stamp, string Return)
{
    /// <summary>The provider that has vouched for the person; null: it was a password.</summary>
    public string? Provider { get; init; }

    /// <summary>The secret of what a provider's word has left to do.</summary>
    public string? Arrival { get; init; }
}

/// <summary>
/// The cookies of signing in. The session's is a random secret that only the server knows what to do with; the others are sealed and short. None is readable by a script,
/// and over TLS each carries <c>__Host-</c>, so that no neighbouring name can plant one (RFC 6265bis, section 4.1.3.2).
/// </summary>
public sealed class SignInCookies(IDataProtectionProvider protection, PublicAddress address)
{
    /// <summary>5 min: to take the telephone out of a bag.</summary>
    private static readonly TimeSpan StepLasts = TimeSpan.FromMinutes(5);

    /// <summary>10 min: to sign in somewhere else, password forgotten on the way.</summary>
    private static readonly TimeSpan ProviderLasts = TimeSpan.FromMinutes(10);

    /// <summary>30 min: to install an authenticator.</summary>
    private static readonly TimeSpan SetUpLasts = TimeSpan.FromMinutes(30);

    /// <summary>180 days: who has not come for half a year is a stranger to the guess limit again.</summary>
    private static readonly TimeSpan DeviceLasts = TimeSpan.FromDays(180);

    /// <summary>5 people on one machine: a cookie has room for no more than a few.</summary>
    private const int MostDevices = 5;

    private readonly ITimeLimitedDataProtector _step = protection.CreateProtector("sextant.web.step").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _device = protection.CreateProtector("sextant.web.device").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _provider = protection.CreateProtector("sextant.web.provider").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _passkey = protection.CreateProtector("sextant.web.passkey").ToTimeLimitedDataProtector();

    private string Session => Named("session");

    /// <summary>The secret of the session that the browser says it has.</summary>
    public string? SessionOf(HttpContext context) => context.Request.Cookies[Session];

    /// <summary>Gives the browser a session. It ends with the browser, or before.</summary>
    public void Begin(HttpContext context, string secret, string person)
    {
        context.Response.Cookies.Append(Session, secret, Options(null));
        context.Response.Cookies.Delete(Named("step"), Options(null));
        Dictionary<string, string> devices = new(Devices(context), StringComparer.Ordinal);
        if (!devices.ContainsKey(person))
        {
            devices = devices.Take(MostDevices - 1).Append(KeyValuePair.Create(person, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)))).ToDictionary(StringComparer.Ordinal);
        }

        Append(context, "device", _device.Protect(JsonSerializer.Serialize(devices), DeviceLasts), DeviceLasts);
    }

    /// <summary>Takes the session away.</summary>
    public void End(HttpContext context) => context.Response.Cookies.Delete(Session, Options(null));

    /// <summary>Notes that a first factor was right.</summary>
    public void Pend(HttpContext context, PendingStep step)
    {
        TimeSpan lasts = step.Person.Length > 0 ? StepLasts : SetUpLasts;
        Append(context, "step", _step.Protect(JsonSerializer.Serialize(step), lasts), lasts);
    }

    /// <summary>The first factor that waits; null when there is none, or it has waited too long.</summary>
    public PendingStep? Pending(HttpContext context) => Read<PendingStep>(context, "step", _step);

    /// <summary>People who have signed in from this browser, each with its mark.</summary>
    public IReadOnlyDictionary<string, string> Devices(HttpContext context) => Read<Dictionary<string, string>>(context, "device", _device) ?? [];

    /// <summary>Notes what this browser asks a provider.</summary>
    public void Leave(HttpContext context, ProviderStep step) => Append(context, "provider", _provider.Protect(JsonSerializer.Serialize(step), ProviderLasts), ProviderLasts);

    /// <summary>What this browser has asked a provider; it is taken away, since an answer counts once.</summary>
    public ProviderStep? TakeLeft(HttpContext context)
    {
        ProviderStep? step = Read<ProviderStep>(context, "provider", _provider);
        context.Response.Cookies.Delete(Named("provider"), Options(null));
        return step;
    }

    /// <summary>Notes what a passkey is being asked.</summary>
    public void Challenge(HttpContext context, string state) => Append(context, "passkey", _passkey.Protect(state, StepLasts), StepLasts);

    /// <summary>What the passkey was asked; it is taken away, since an answer counts once.</summary>
    public string? TakeChallenge(HttpContext context)
    {
        string? state = Open(context.Request.Cookies[Named("passkey")], _passkey);
        context.Response.Cookies.Delete(Named("passkey"), Options(null));
        return state;
    }

    private T? Read<T>(HttpContext context, string name, ITimeLimitedDataProtector protector)
        where T : class => Open(context.Request.Cookies[Named(name)], protector) is { } text ? JsonSerializer.Deserialize<T>(text) : null;

    private static string? Open(string? sealedText, ITimeLimitedDataProtector protector)
    {
        try
        {
            return string.IsNullOrEmpty(sealedText) ? null : protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null; // made up, too old, or of another key ring
        }
    }

    private void Append(HttpContext context, string name, string value, TimeSpan lasts) => context.Response.Cookies.Append(Named(name), value, Options(lasts));

    private string Named(string name) => address.IsSecure ? $"__Host-sextant-{name}" : $"sextant-{name}";

    // Lax: a link in a letter opens the page signed in; forms of other sites send nothing.
    private CookieOptions Options(TimeSpan? lasts) => new() { HttpOnly = true, Secure = address.IsSecure, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = lasts, IsEssential = true };
}
