using Microsoft.EntityFrameworkCore;

namespace Sextant.Programme.Register;

/// <summary>A request of a program that was done, so that asking again does not do it again.</summary>
internal sealed class RequestOnceRow
{
    public long Id { get; set; }

    /// <summary>Who asked, and the request's key.</summary>
    public required string Stamp { get; set; }

    /// <summary>Hash of what was asked for.</summary>
    public required string Asked { get; set; }

    /// <summary>What came of it: the key of what was made.</summary>
    public required string Made { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>Indexes of the table of requests.</summary>
internal static class RequestModel
{
    internal static void Add(ModelBuilder model)
    {
        model.Entity<RequestOnceRow>().HasIndex(row => row.Stamp).IsUnique();
        model.Entity<RequestOnceRow>().HasIndex(row => row.At);
    }
}
