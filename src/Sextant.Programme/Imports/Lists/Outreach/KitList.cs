using Sextant.Programme.Communication;
using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Outreach;

/// <summary>The communication kit: a line for each file; an item without any has a line of its own.</summary>
public sealed class KitList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "kit-items", [new("kit-title"), new("kit-kind"), new("kit-audience"), new("kit-version"), new("kit-language"), new("kit-day"), new("kit-file"), new("kit-bytes"), new("kit-downloads")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<KitItemView> items = await KitDesk.ListAsync(reading.Database, reading.AsOf, null, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. items.SelectMany(item => item.Files.Count == 0 ? [Line(reading, item, null)] : item.Files.Select(file => Line(reading, item, file)))]);
    }

    private static object?[] Line(ListReading reading, KitItemView item, KitFileView? file) =>
    [
        item.Title, reading.Word("kit-kind", item.Kind), item.Audience, file?.Label, reading.Word("kit-language", file?.Language), file?.Day, file?.File.Name, file?.File.Bytes, file?.Downloads ?? item.Downloads,
    ];
}
