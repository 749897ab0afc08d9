using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Retention;

/// <summary>Up to when a class of data has been removed. It is said, and committed, before anything goes: what is half removed is not read any more.</summary>
internal static class RemovedBefore
{
    internal static async Task SayAsync(Database<MeasurementContext> database, DataClass data, DateOnly before, CancellationToken cancellation)
    {
        string content = Words<DataClass>.Of(data);
        DateTimeOffset end = Midnight(before);
        await using MeasurementContext context = database.Create();
        RemovedRow? row = await context.Removed.FindAsync([content], cancellation).ConfigureAwait(false);
        if (row is null)
        {
            context.Removed.Add(new RemovedRow { Content = content, Before = end });
        }
        else if (row.Before < end)
        {
            row.Before = end;
        }

        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    internal static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
