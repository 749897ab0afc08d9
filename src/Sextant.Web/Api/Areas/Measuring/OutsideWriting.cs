using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;

namespace Sextant.Web.Api.Areas.Measuring;

/// <summary>Files of APNIC and Google that are handed in: checked and kept aside, looked at, then taken whole or dropped; a delivery that was taken is undone.</summary>
internal static class OutsideWriting
{
    private const string Waits = "/outside/waiting/{key}";
    private const string Waiting = "outside.waiting";
    private const string Delivery = "outside.delivery";

    internal static IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get(Delivery, "/outside/deliveries/{key}", Right.ReadPublished, async call =>
            (await call.Parts.Outside.DeliveriesAsync(call.Cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Key == call.Value("key")) is { } found ? Of(found) : null),
        Ways.Get("outside.waiting-list", "/outside/waiting", Right.KeepOutside, async call =>
            call.PageOf(await call.Parts.OutsideDesk.WaitingAsync(call.Viewer, call.Cancellation).ConfigureAwait(false), one => one.Key, one => Of(one, null))) with { Query = Ways.Page },
        Ways.Get(Waiting, Waits, Right.KeepOutside, async call => await call.Parts.OutsideDesk.FindAsync(call.Value("key"), call.Viewer, call.Cancellation).ConfigureAwait(false) is { } found
            ? Of(found, await LookAsync(call, found).ConfigureAwait(false))
            : null),
        Stage(),
        Ways.Act("outside.take", Waits + "/application", Right.KeepOutside, Delivery, call => GoodAsync(call, () => ApiCall.MadeAsync(
            "key", async () => (await call.Parts.OutsideDesk.TakeAsync(call.Value("key"), call.Viewer with { Terms = null }, call.Cancellation).ConfigureAwait(false)).Key))),
        Ways.Act("outside.drop", Waits + "/drop", Right.KeepOutside, Waiting, call =>
            ApiCall.DoneAsync(() => call.Parts.OutsideDesk.DropAsync(call.Value("key"), call.Viewer, call.Cancellation))) with { Status = StatusCodes.Status204NoContent },
        Ways.Post<Because>("outside.undo", "/outside/deliveries/{key}/undoing", Right.KeepOutside, Delivery, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.OutsideDesk.UndoAsync(call.Value("key"), body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
    ];

    internal static DeliveryFileShape Of(OutsideDelivery one) => new(
        one.Key, one.Publisher, one.Names, one.FirstDay, one.LastDay, one.Points, one.Economies, one.Terms, one.ImportedAt, one.UndoneAt, one.UndoneReason);

    // Files that belong together come as one ZIP: ranks are counted within one delivery.
    private static ApiRoute Stage()
    {
        ApiRoute upload = Ways.Upload("outside.stage", "/outside/waiting", Right.KeepOutside, Waiting, call => GoodAsync(call, () => ApiCall.MadeAsync("key", async () =>
        {
            DateOnly? day = call.Query("day") is { } typed ? DateOnly.ParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
            IReadOnlyList<OutsideContent> files = OutsideArchive.Files(call.Query("file-name")!, call.Content);
            return await call.Parts.OutsideDesk.StageAsync(new OutsideOrder(call.Query("publisher")!, day, files), call.Viewer, call.Cancellation).ConfigureAwait(false);
        })));
        return upload with { Query = [.. upload.Query, new("publisher", Words: OutsideSeries.Publishers) { Needed = true }, new("day", "date")] };
    }

    /// <summary>What is wrong with files, each with the file and the place in it.</summary>
    private static async Task<ApiPlace?> GoodAsync(ApiCall call, Func<Task<ApiPlace?>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OutsideException faulty)
        {
            throw new ApiFault(StatusCodes.Status422UnprocessableEntity, "refused.outside-faulty", faulty.Count)
            {
                Places = [.. faulty.Faults.Select(one => new ProblemPlace($"/{one.File}{one.Place}", one.Word, OutsideFaultTexts.Line(one, call.Language)))],
            };
        }
    }

    private static async Task<OutsidePreview?> LookAsync(ApiCall call, OutsideWaiting found)
    {
        try
        {
            return await call.Parts.OutsideDesk.LookAsync(found, call.Cancellation).ConfigureAwait(false);
        }
        catch (OutsideException)
        {
            return null;
        }
        catch (RefusedException)
        {
            return null; // taken meanwhile from elsewhere: it can be dropped
        }
    }

    private static OutsideWaitingShape Of(OutsideWaiting one, OutsidePreview? preview) => new(
        one.Key, one.Publisher, one.Day, one.Names, one.At, one.By,
        preview is null ? null : new OutsidePreviewShape(
            preview.FirstDay, preview.LastDay, preview.Points, preview.Economies, preview.Days.New, preview.Days.Changed, preview.Days.Same,
            [.. preview.Newest.Select(pair => new OutsideBroughtShape(pair.Brought.Series, pair.Brought.Subject, pair.Brought.Day, pair.Brought.Value, pair.Stands))]));
}

/// <summary>Files that were checked and wait to be taken, and what they would bring; without: they cannot be taken by now.</summary>
public sealed record OutsideWaitingShape(string Key, string Publisher, DateOnly? Day, string Files, DateTimeOffset At, string By, OutsidePreviewShape? Brings);

/// <summary>What files would bring: points that would be kept, figures of the country and the world that are new, changed and as they were, and the newest figure of each series.</summary>
public sealed record OutsidePreviewShape(DateOnly FirstDay, DateOnly LastDay, int Points, int Economies, int NewFigures, int ChangedFigures, int SameFigures, IReadOnlyList<OutsideBroughtShape> Newest);

/// <summary>A figure that comes, and what stands for that day now.</summary>
public sealed record OutsideBroughtShape(string Series, string Subject, DateOnly Day, [property: Unit("%")] decimal Value, [property: Unit("%")] decimal? Stands);
