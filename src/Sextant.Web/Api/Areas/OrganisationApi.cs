using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Organisations;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Api.Areas.Units;

namespace Sextant.Web.Api.Areas;

/// <summary>Organisations as of a day, and as known at an instant.</summary>
internal sealed class OrganisationApi : IApiArea
{
    public string Id => "organisations";

    public IJsonTypeInfoResolver Shapes => OrganisationJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("organisations.list", "/organisations", Right.ReadPublished, ListAsync) with { Query = [.. Ways.Day, new("kind"), new("sector"), new("search"), new("ended", "boolean"), .. Ways.Page] },
        Ways.Get("organisations.read", "/organisations/{slug}", Right.ReadPublished, async call => Of(
            await call.Parts.Organisations.FindAsync(call.Value("slug"), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false))) with { Query = Ways.Day },
        Ways.Get("organisations.contacts", "/organisations/{slug}/contacts", Right.ReadContacts, async call => call.PageOf(
            await call.Parts.People.Persons.SpeakersAsync(call.Value("slug"), call.Cancellation).ConfigureAwait(false), one => one.Key, one => new ContactShape(one.Key, one.Name, one.Email)))
            with { Scope = "slug", Query = Ways.Page },
        Ways.File("organisations.sheet", "/organisations/{slug}/sheet", Right.ReadPublished, [PaperDocx.ContentType], SheetFile.ReadAsync) with { Query = Ways.Day },
    ];

    private static async Task<ApiPage<OrganisationLineShape>?> ListAsync(ApiCall call)
    {
        var filter = new OrganisationFilter
        {
            Kinds = call.Query("kind") is { } kind ? [kind] : [], Sectors = call.Query("sector") is { } sector ? [sector] : [], Search = call.Query("search"), Ended = call.QueryFlag("ended"),
        };
        AsOf asOf = await call.AsOfAsync().ConfigureAwait(false);
        return await call.PageOfKeysAsync(
            part => call.Parts.Organisations.PageAsync(filter, part, asOf, call.Cancellation),
            lines => Task.FromResult<IReadOnlyList<OrganisationLineShape>>(
                [.. lines.Select(one => new OrganisationLineShape(one.Slug, one.Name, one.Kind, one.Sector, one.Code, one.From, one.Until, one.Targets, one.HasEnded))])).ConfigureAwait(false);
    }

    private static OrganisationShape? Of(OrganisationView? view) => view is null ? null : new OrganisationShape(
        view.Slug, view.Name, view.Kind, view.Sector, view.From, view.Until, view.Exists,
        [.. view.Names.Select(name => new NameShape(name.Language, name.Name, name.From, name.Until))],
        [.. view.Designations.Select(code => new DesignationShape(code.Scheme, code.Value, code.From, code.Until, code.Source))],
        Related(view.Predecessors), Related(view.Successors), Related(view.Parents), Related(view.Parts),
        [.. view.Targets.Select(TargetApi.Of)], [.. view.FormerTargets.Select(TargetApi.Of)], view.Source, view.Note);

    private static RelatedShape[] Related(IReadOnlyList<RelatedOrganisation> others) => [.. others.Select(one => new RelatedShape(one.Slug, one.Name, one.Kind, one.On, one.Until, one.Source))];
}

/// <summary>An organisation in a list. Its code is that of its kind on the day, such as a province's.</summary>
public sealed record OrganisationLineShape(string Slug, LocalText Name, string Kind, string Sector, string? Code, DateOnly? From, DateOnly? Until, int Targets, bool HasEnded);

/// <summary>An organisation with what it was called, what it came from and what it became.</summary>
public sealed record OrganisationShape(
    string Slug, LocalText Name, string Kind, string Sector, DateOnly? From, DateOnly? Until, bool Exists, IReadOnlyList<NameShape> Names, IReadOnlyList<DesignationShape> Designations,
    IReadOnlyList<RelatedShape> Predecessors, IReadOnlyList<RelatedShape> Successors, IReadOnlyList<RelatedShape> Parents, IReadOnlyList<RelatedShape> Parts,
    IReadOnlyList<TargetShape> Targets, IReadOnlyList<TargetShape> FormerTargets, string? Source, LocalText? Note);

/// <summary>A name for a time.</summary>
public sealed record NameShape(string Language, string Name, DateOnly? From, DateOnly? Until);

/// <summary>A code, form or seat for a time.</summary>
public sealed record DesignationShape(string Scheme, string Value, DateOnly? From, DateOnly? Until, string? Source);

/// <summary>Another organisation, and since and until when.</summary>
public sealed record RelatedShape(string Slug, LocalText Name, string Kind, DateOnly? On, DateOnly? Until, string? Source);

/// <summary>Who speaks for an organisation.</summary>
public sealed record ContactShape(string Person, string Name, string Email);

[JsonSerializable(typeof(ApiPage<OrganisationLineShape>))]
[JsonSerializable(typeof(OrganisationShape))]
[JsonSerializable(typeof(ApiPage<ContactShape>))]
internal sealed partial class OrganisationJson : JsonSerializerContext;
