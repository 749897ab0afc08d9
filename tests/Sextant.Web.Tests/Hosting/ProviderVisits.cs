using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Web.Access.Providers;
using Sextant.Web.Wording;

namespace Sextant.Web.Tests.Hosting;

/// <summary>What browsers do with a provider, and what is to come of it.</summary>
internal static class ProviderVisits
{
    /// <summary>The first administrator, with the provider's identity linked.</summary>
    public static async Task LinkedAsync(this SomeProvider provider, Site site)
    {
        Viewer admin = (await site.Parts.People.Sessions.FindAsync(await SomePeople.AdministratorAsync(site), "127.0.0.1"))!;
        await site.Parts.People.Identities.LinkAsync(admin, provider.Line().Provider, new ProvenIdentity { Subject = (string)provider.Person["sub"]! });
    }

    /// <summary>There and back again.</summary>
    public static async Task<HttpResponseMessage> ThroughAsync(this SomeProvider provider, Visitor visitor, string path = "/sign-in/with/so-ban-nganh")
    {
        string there = Visitor.Place(await visitor.GetAsync(path));
        return there.StartsWith("/sign-in?fault=", StringComparison.Ordinal) ? await visitor.GetAsync(path) : await visitor.GetAsync(await provider.VisitAsync(there));
    }

    /// <summary>There and back again, and not let in.</summary>
    public static async Task RefusedAsync(this SomeProvider provider, Site site, Visitor visitor, ProviderFault fault)
    {
        string place = Visitor.Place(await provider.ThroughAsync(visitor));
        Assert.Equal($"/sign-in?fault={ProviderException.Word(fault)}&provider=so-ban-nganh", place);
        string sentence = WebTexts.Of("vi").Format("provider.fault-" + ProviderException.Word(fault), "Tài khoản công vụ");
        Assert.Contains(sentence, await Visitor.TextAsync(await visitor.GetAsync(place)), StringComparison.Ordinal);
        AuditEntry last = (await site.Parts.People.Audit.ListAsync(new AuditFilter { Most = 1 }))[0];
        Assert.Equal(("sign-in.refuse", "provider:so-ban-nganh", ProviderException.Word(fault)), (last.Action, last.Who, last.Reason));
    }
}
