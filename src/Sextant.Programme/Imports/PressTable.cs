using Sextant.Programme.Communication;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports;

/// <summary>What the press wrote or sent. One title of one outlet on one day is one item, so that a list that comes in again adds nothing.</summary>
public sealed class PressTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "press-items";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(Id, [new("press-day"), new("outlet"), new("press-title"), new("press-link", false), new("press-tag", false), new("tone", false)]);

    /// <inheritdoc/>
    public override Right Right => Right.WriteCommunication;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) => new WrittenTable(
        Table,
        [
            .. (await new PressDesk(reading.Database, reading.Clock).ListAsync(reading.AsOf, cancellation).ConfigureAwait(false)).Select(item => (object?[])
            [
                item.Date, item.Outlet, item.Title, item.Link, item.Tag, reading.Word("tone", item.Tone),
            ]),
        ]);

    internal override Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        foreach (TableRow row in reading.Table.Rows)
        {
            (DateOnly? day, string? outlet, string? title) = (row.Day("press-day", required: true), row.Text("outlet", required: true, 200), row.Text("press-title", required: true));
            (string? link, string? tag, string? tone) = (row.Text("press-link", most: 1000), row.Text("press-tag", most: 100), row.Word("tone", "tone", CommunicationWords.Tones));
            if (day is { } ahead && PressDesk.Day(ahead, reading.Clock) is null)
            {
                row.Fault("press-day", "day-ahead");
            }

            if (!PressDesk.Link(link).Good)
            {
                row.Fault("press-link", "link", Quoted.Of(link!));
            }

            if (day is { } date && outlet is not null && title is not null && PressDesk.KeyOf(date, outlet, title) is var key && reading.First(row, key))
            {
                reading.Put(new RegisterPressItem { Key = key, Title = title, Outlet = outlet, Date = date, Link = link, Tag = tag, Tone = tone ?? "neutral" }, row.Number);
            }
        }

        return Task.CompletedTask;
    }
}
