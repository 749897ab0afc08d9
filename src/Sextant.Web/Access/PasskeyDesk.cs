using System.Buffers.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Sextant.Programme.People;

namespace Sextant.Web.Access;

/// <summary>Passkeys (WebAuthn level 3), judged by ASP.NET Core Identity.</summary>
public sealed class PasskeyDesk(WebParts parts, SignInCookies cookies, IPasskeyHandler<PasskeyUser> judge)
{
    /// <summary>What a browser is to make a new passkey of; JSON.</summary>
    public async Task<string> MakeAsync(HttpContext context, Viewer viewer)
    {
        PasskeyCreationOptionsResult made = await judge.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = viewer.Person!, Name = viewer.Email, DisplayName = viewer.Name }, context).ConfigureAwait(false);
        cookies.Challenge(context, made.AttestationState ?? "");
        return made.CreationOptionsJson;
    }

    /// <summary>Keeps the passkey that a browser has made.</summary>
    /// <exception cref="PeopleException">It is not good.</exception>
    public async Task AddAsync(HttpContext context, Viewer viewer, string credential, string name)
    {
        string state = cookies.TakeChallenge(context) ?? throw new PeopleException(PeopleFault.Stale);
        PasskeyAttestationResult result = await judge.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = state }).ConfigureAwait(false);
        if (!result.Succeeded || result.UserEntity.Id != viewer.Person)
        {
            throw new PeopleException(PeopleFault.BadPasskey);
        }

        UserPasskeyInfo made = result.Passkey;
        await parts.People.Passkeys.AddAsync(viewer, new Passkey
        {
            Key = Base64Url.EncodeToString(made.CredentialId), Person = viewer.Person!, Name = name, PublicKey = made.PublicKey, SignCount = made.SignCount, Transports = made.Transports ?? [],
            UserVerified = made.IsUserVerified, BackupEligible = made.IsBackupEligible, BackedUp = made.IsBackedUp, Attestation = made.AttestationObject, ClientData = made.ClientDataJson,
        }).ConfigureAwait(false);
    }

    /// <summary>What a browser is to ask a passkey; JSON. No person is named: the passkey knows whose it is, and nobody learns who has one.</summary>
    public async Task<string> AskAsync(HttpContext context)
    {
        PasskeyRequestOptionsResult asked = await judge.MakeRequestOptionsAsync(null, context).ConfigureAwait(false);
        cookies.Challenge(context, asked.AssertionState ?? "");
        return asked.RequestOptionsJson;
    }

    /// <summary>Lets in whose passkey has answered.</summary>
    public async Task<SignInOutcome> EnterAsync(HttpContext context, string credential)
    {
        var refused = new SignInOutcome(null, null, null);
        if (cookies.TakeChallenge(context) is not { } state)
        {
            return refused;
        }

        PasskeyAssertionResult<PasskeyUser> result = await judge.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = state }).ConfigureAwait(false);
        return result.Succeeded && result.Passkey.IsUserVerified
            ? await parts.People.SignIn.PasskeyAsync(
                new PasskeyUse(result.User.Key, Base64Url.EncodeToString(result.Passkey.CredentialId), result.Passkey.SignCount, result.Passkey.IsBackedUp), context.Caller(cookies)).ConfigureAwait(false)
            : refused;
    }

    internal static void Add(IServiceCollection services, PublicAddress address)
    {
        services.AddIdentityCore<PasskeyUser>().AddUserStore<PasskeyUserStore>();
        services.AddScoped<IPasskeyHandler<PasskeyUser>, PasskeyHandler<PasskeyUser>>();
        services.AddScoped<PasskeyDesk>();
        services.AddOptions<IdentityPasskeyOptions>().Configure(options =>
        {
            // Possession and the person's own finger or code: a passkey stands for both factors.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AttestationConveyancePreference = "none"; // which maker's key it is, is nobody's business here
            options.ServerDomain = address.Url.Host;

            // Exactly this origin, in no frame: the framework's own rule would take every neighbour under the domain.
            options.ValidateOrigin = origin => ValueTask.FromResult(!origin.CrossOrigin && origin.Origin == address.Origin);
        });
    }
}
