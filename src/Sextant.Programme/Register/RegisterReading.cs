using Microsoft.EntityFrameworkCore;

namespace Sextant.Programme.Register;

/// <summary>Reads versions: what was known, and of that, what was so.</summary>
internal static class RegisterReading
{
    /// <summary>What holds as the register stands: for who writes, and for what has no day.</summary>
    internal static IQueryable<T> Current<T>(this ProgrammeContext context)
        where T : RegisterRow => context.Set<T>().AsNoTracking().Where(row => row.SupersededAt == null && !row.Withdrawn);

    /// <summary>The versions that the register held at <see cref="AsOf.Known"/>, facts taken back left out.</summary>
    internal static IQueryable<T> Known<T>(this ProgrammeContext context, AsOf asOf)
        where T : RegisterRow
    {
        IQueryable<T> rows = context.Set<T>().AsNoTracking().Where(row => !row.Withdrawn);
        return asOf.Known is { } known
            ? rows.Where(row => row.RecordedAt <= known && (row.SupersededAt == null || row.SupersededAt > known))
            : rows.Where(row => row.SupersededAt == null);
    }

    /// <summary>Of those, the facts that were so at the end of the day.</summary>
    internal static IQueryable<T> At<T>(this ProgrammeContext context, AsOf asOf)
        where T : RegisterRow
    {
        DateOnly date = asOf.Date;
        return context.Known<T>(asOf).Where(row =>
            (row.ValidFrom == null || row.ValidFrom <= date) && (row.ValidUntil == null || row.ValidUntil >= date));
    }

    /// <summary>Of those, the facts that had begun by the end of the day, ended or not: history.</summary>
    internal static IQueryable<T> Begun<T>(this ProgrammeContext context, AsOf asOf)
        where T : RegisterRow
    {
        DateOnly date = asOf.Date;
        return context.Known<T>(asOf).Where(row => row.ValidFrom == null || row.ValidFrom <= date);
    }
}
