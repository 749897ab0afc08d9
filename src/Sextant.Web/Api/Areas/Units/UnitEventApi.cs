using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Units;

/// <summary>What becomes of organisations: mergers, splits, renamings, moves, foundings, dissolutions, each with its decision.</summary>
internal sealed class UnitEventApi : IApiArea
{
    private const string All = "/organisation-events";
    private const string One = All + "/{key}";
    private const string Reads = "unit-events.read";

    public string Id => "unit-events";

    public IJsonTypeInfoResolver Shapes => UnitEventJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("unit-events.list", All, Right.ReadPublished, async call => call.PageOf(
            await call.Parts.UnitEvents.ListAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Key, Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get(Reads, One, Right.ReadPublished, async call =>
            await call.Parts.UnitEvents.FindAsync(call.Value("key"), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false) is { } found ? Of(found) : null) with { Query = Ways.Day },
        Ways.Ask<UnitEventBody, UnitEventPreviewShape>("unit-events.preview", All + "/preview", Right.KeepUnits, async (call, body) =>
            Of(await call.Parts.UnitEventDesk.PreviewAsync(Draft(body), call.Viewer, call.Cancellation).ConfigureAwait(false))),
        Ways.New<UnitEventBody>("unit-events.do", All, Right.KeepUnits, Reads, (call, body) =>
            ApiCall.MadeAsync("key", () => call.Parts.UnitEventDesk.DoAsync(Draft(body), call.Viewer, call.Cancellation))),
        Ways.Put<UnitDecisionBody>("unit-events.decide", One + "/decision", Right.KeepUnits, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.UnitEventDesk.DecideAsync(call.Value("key"), Draft(body.Decision), body.Reason, call.Viewer, call.Cancellation))),
        Ways.Gone("unit-events.take-back", One + "/withdrawal", Right.KeepUnits, Reads, (call, reason) =>
            call.Parts.UnitEventDesk.TakeBackAsync(call.Value("key"), reason, call.Viewer, call.Cancellation)),
    ];

    private static DecisionDraft Draft(DecisionBody body) => new(body.Document, body.Number, body.Date, body.Issuer);

    private static LocalText Of(NameBody name) => new(
        new[] { KeyValuePair.Create("vi", name.Vi), KeyValuePair.Create("en", name.En ?? "") }.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)));

    private static UnitEventDraft Draft(UnitEventBody body) => new()
    {
        Kind = body.Kind, Day = body.Day, Decision = Draft(body.Decision), Units = body.Units ?? [], Into = body.Into ?? [],
        New = [.. (body.New ?? []).Select(one => new NewUnit(Of(one.Name), one.Kind, one.Sector, one.Code))], Name = body.Name is { } name ? Of(name) : null, Parent = body.Parent, GoesOn = body.GoesOn,
        Domains = body.Domains ?? new Dictionary<string, string>(),
    };

    private static UnitEventPreviewShape Of(UnitEventPreview one) => new(
        [.. one.Effects.Select(effect => new UnitEffectShape(effect.Word, effect.Unit, effect.What, effect.To))],
        [.. one.Stays.Select(stay => new UnitStaysShape(stay.Unit, stay.Tasks, stay.Conversions, stay.Returns, stay.Cases, stay.People))], one.Receivers);

    private static UnitEventShape Of(UnitEventView one) => new(
        one.Key, one.Kind, one.Day, one.Decision is { } said ? new DecisionShape(said.Document, said.Number, said.Date, said.Issuer) : null,
        [.. one.Units.Select(unit => new EventUnitShape(unit.Slug, unit.Name, unit.Role))], one.Source, one.RecordedAt, one.Reason, one.Import);
}

/// <summary>An event, who was what in it, and since when the register says so.</summary>
public sealed record UnitEventShape(
    string Key, string Kind, DateOnly Day, DecisionShape? Decision, IReadOnlyList<EventUnitShape> Units, string? Source, DateTimeOffset RecordedAt, string? Reason, string? Import);

/// <summary>A decision: a document of the register, or its number, day and issuer.</summary>
public sealed record DecisionShape(string? Document, string? Number, DateOnly? Date, string? Issuer);

/// <summary>An organisation, and what it was in the event.</summary>
public sealed record EventUnitShape(string Slug, LocalText Name, string Role);

/// <summary>What would follow: each effect, what stays with units that end, and who may receive their domains.</summary>
public sealed record UnitEventPreviewShape(IReadOnlyList<UnitEffectShape> Effects, IReadOnlyList<UnitStaysShape> Stays, IReadOnlyList<string> Receivers);

/// <summary>One thing that would follow.</summary>
public sealed record UnitEffectShape(string Word, string Unit, string? What, string? To);

/// <summary>What stays with a unit that ends.</summary>
public sealed record UnitStaysShape(string Unit, int Tasks, int Conversions, int Returns, int Cases, IReadOnlyList<string> People);

/// <summary>A decision to name: the id of a document of the register, or number, day and issuer together.</summary>
public sealed record DecisionBody(string? Document = null, string? Number = null, DateOnly? Date = null, string? Issuer = null);

/// <summary>Another decision, and why.</summary>
public sealed record UnitDecisionBody(DecisionBody Decision, string Reason);

/// <summary>A name in Vietnamese, and in English where there is one.</summary>
public sealed record NameBody(string Vi, string? En = null);

/// <summary>An organisation that begins by an event.</summary>
public sealed record NewUnitBody(NameBody Name, string? Kind = null, string? Sector = null, string? Code = null);

/// <summary>An event to write down; each kind (<c>merge</c>, <c>split</c>, <c>rename</c>, <c>move</c>, <c>founding</c>, <c>dissolution</c>) has its own members. Domains: the name, and the organisation that receives it.</summary>
public sealed record UnitEventBody([property: OneOf(typeof(UnitEventWords), nameof(UnitEventWords.Kinds))] string Kind, DateOnly Day, DecisionBody Decision)
{
    /// <summary>Whom it befalls.</summary>
    public IReadOnlyList<string>? Units { get; init; }

    /// <summary>Which organisations of the register they become.</summary>
    public IReadOnlyList<string>? Into { get; init; }

    /// <summary>Which new ones they become.</summary>
    public IReadOnlyList<NewUnitBody>? New { get; init; }

    /// <summary>What it is called from now on.</summary>
    public NameBody? Name { get; init; }

    /// <summary>What it is part of from now on.</summary>
    public string? Parent { get; init; }

    /// <summary>Whether the unit that is split goes on.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Who receives which domain.</summary>
    public IReadOnlyDictionary<string, string>? Domains { get; init; }
}

[JsonSerializable(typeof(ApiPage<UnitEventShape>))]
[JsonSerializable(typeof(UnitEventPreviewShape))]
[JsonSerializable(typeof(UnitEventBody))]
[JsonSerializable(typeof(UnitDecisionBody))]
internal sealed partial class UnitEventJson : JsonSerializerContext;
