using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Hosting;

/// <summary>What pages about people have beside that of every page: the country's clock, and the sentence of what was not done.</summary>
public abstract class OfficePage : SextantPage
{
    /// <summary>Why what was asked for was not done; null: it was, or nothing was asked for.</summary>
    public PeopleFault? Fault { get; protected set; }

    /// <summary>The country's time zone; UTC until a pack says which country it is.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>The country's day.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>The organisations of today by slug; none until a pack is loaded.</summary>
    public IReadOnlyList<OrganisationLine> Organisations { get; private set; } = [];

    /// <summary>An instant in the country's time.</summary>
    public string Time(DateTimeOffset at) => T.Time(at, Zone);

    /// <summary>What an organisation is called.</summary>
    public string OrganisationName(string? slug) => slug is null ? "" : Organisations.FirstOrDefault(one => one.Slug == slug)?.Name.In(Lang) ?? slug;

    /// <summary>Reads the country's clock, and its organisations where they are shown.</summary>
    protected async Task ReadCountryAsync(bool organisations, CancellationToken cancellation)
    {
        DateTimeOffset now = Parts.Clock.GetUtcNow();
        if (await Parts.Country.HeaderAsync(cancellation).ConfigureAwait(false) is { } header)
        {
            Zone = header.Calendar.Zone;
            Organisations = organisations
                ? await Parts.Organisations.ListAsync(new OrganisationFilter(), new AsOf(header.Calendar.Today(Parts.Clock)), cancellation).ConfigureAwait(false)
                : [];
        }

        Today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
    }

    /// <summary>Does something that may be refused; gives where to go then, or null when it was refused and the page is to be shown again.</summary>
    protected async Task<IActionResult?> TryAsync(Func<Task<IActionResult>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (PeopleException refused)
        {
            Fault = refused.Fault;
            Response.StatusCode = refused.Fault switch
            {
                PeopleFault.NotAllowed => StatusCodes.Status403Forbidden,
                PeopleFault.Gone => StatusCodes.Status404NotFound,
                _ => StatusCodes.Status422UnprocessableEntity,
            };
            return null;
        }
    }

    /// <summary>A place of this program that was asked for, else the fallback: nobody is sent elsewhere by a link that another made.</summary>
    protected string Local(string? asked, string fallback) => asked is { Length: > 0 and < 2000 } && Url.IsLocalUrl(asked) ? asked : To(fallback);
}
