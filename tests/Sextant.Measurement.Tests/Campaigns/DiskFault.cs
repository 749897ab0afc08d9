using System.Globalization;
using Sextant.Store.Databases;
using Sextant.Store.Files;
using Sextant.Testing.Faults;

namespace Sextant.Measurement.Tests.Campaigns;

/// <summary>One fault of the disk: which calls, on which files, with which error, how often.</summary>
/// <param name="Calls">Calls that fail.</param>
/// <param name="Error">The error number; 0 for short writes, of which nobody need know.</param>
/// <param name="Match">What the paths contain.</param>
/// <param name="OneIn">Every n-th.</param>
internal sealed record DiskFault(FaultyCalls Calls, int Error, string Match, int OneIn = 1)
{
    private const FaultyCalls SyncThatLoses = FaultyCalls.Sync | FaultyCalls.LoseUnsynced;

    /// <summary>Each durable file, each call, each way to fail.</summary>
    private static IReadOnlyList<DiskFault> All { get; } =
    [
        new(SyncThatLoses, Errno.InputOutput, "/evidence/"),
        new(FaultyCalls.Write, Errno.NoSpace, "/evidence/"),
        new(FaultyCalls.Create, Errno.NoSpace, "/evidence/"),
        new(SyncThatLoses, Errno.InputOutput, "/lake/"),
        new(FaultyCalls.Write, Errno.NoSpace, "/lake/"),
        new(FaultyCalls.Write, Errno.InputOutput, "/lake/"),
        new(FaultyCalls.Rename, Errno.InputOutput, "/lake/"),
        new(FaultyCalls.Write, Errno.NoSpace, "measurement.db"),
        new(FaultyCalls.Write, Errno.InputOutput, "measurement.db"),
        new(FaultyCalls.Sync, Errno.InputOutput, "measurement.db"),
        new(FaultyCalls.ShortWrites, 0, ""),
    ];

    /// <summary>Those that can strike where the tables lie in this kind of database: PostgreSQL's files are its server's.</summary>
    internal static IReadOnlyList<DiskFault> AllOn(DatabaseKind kind) => [.. All.Where(fault => kind == DatabaseKind.Sqlite || fault.Match != "measurement.db")];

    /// <summary>Whether what is struck must stop every campaign result; a fault that comes now and then only delays them.</summary>
    internal bool StopsResults => OneIn == 1 && Error != 0;

    /// <summary>One by chance; calls mixed, sometimes only every n-th, sometimes on all files at once.</summary>
    internal static DiskFault Any(Random random, DatabaseKind kind)
    {
        string[] places = kind == DatabaseKind.Sqlite ? ["/evidence/", "/lake/", "measurement.db", ""] : ["/evidence/", "/lake/", ""];
        FaultyCalls[] calls =
        [
            SyncThatLoses, FaultyCalls.Write, FaultyCalls.Rename, FaultyCalls.Create, FaultyCalls.Truncate | FaultyCalls.Sync, FaultyCalls.Write | SyncThatLoses,
            FaultyCalls.ShortWrites, FaultyCalls.ShortWrites | SyncThatLoses,
        ];
        FaultyCalls chosen = calls[random.Next(calls.Length)];
        int error = chosen == FaultyCalls.ShortWrites ? 0 : random.Next(2) == 0 ? Errno.InputOutput : Errno.NoSpace;
        return new DiskFault(chosen, error, places[random.Next(places.Length)], random.Next(3) == 0 ? random.Next(2, 9) : 1);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Calls}, errno {Error}, on '{Match}', 1 in {OneIn}");
}
