namespace Sextant.Cli;

/// <summary>What the program tells a script.</summary>
internal static class ExitCodes
{
    /// <summary>Done; when names were judged, every class is ready or not applicable.</summary>
    public const int Ok = 0;

    /// <summary>Some class is partial, broken or none, or a level that <c>--require</c> asks for is not reached; the audit log was touched.</summary>
    public const int NotReady = 1;

    /// <summary>Bad arguments, settings or input files.</summary>
    public const int BadInput = 2;

    /// <summary>No class is worse, but some is unknown.</summary>
    public const int Unknown = 3;

    /// <summary>The program itself failed (sysexits.h: EX_SOFTWARE).</summary>
    public const int Failed = 70;

    /// <summary>Stopped by Ctrl-C or SIGTERM, as a shell reports it.</summary>
    public const int Interrupted = 130;

    /// <summary>Every code, for the reference.</summary>
    public static IReadOnlyList<int> All { get; } = [Ok, NotReady, BadInput, Unknown, Failed, Interrupted];
}
