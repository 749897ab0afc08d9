using System.Runtime.InteropServices;
using Sextant.Cli.Commands;
using Sextant.Cli.Commands.Backups;
using Sextant.Cli.Screen;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;

namespace Sextant.Cli;

/// <summary>The executable <c>sextant</c>.</summary>
internal static class Program
{
    /// <summary>Every verb, one line each, in the order of the help.</summary>
    public static Verb[] Verbs() =>
    [
        CheckCommand.Create(),
        ScanCommand.Create(),
        CampaignCommand.Create(),
        DnsCommand.Create(),
        ExplainCommand.Create(),
        RejudgeCommand.Create(),
        KpiCommand.Create(),
        ImportCommand.Create(),
        ReportCommand.Create(),
        DataCommand.Create(),
        AuditCommand.Create(),
        PeopleCommand.Create(),
        PackCommand.Create(),
        VantageCommand.Create(),
        AddressesCommand.Create(),
        LabCommand.Create(),
        ServeCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
        ConfigCommand.Create(),
        ReferenceCommand.Create(),
    ];

    private static async Task<int> Main(string[] args)
    {
        if (args is ["scan", ..])
        {
            BoundThreads();
        }

        using var stop = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Stop(c, stop));
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Stop(c, stop));
        var sources = new SettingsSources { Environment = SettingsSources.ProcessEnvironment() };
        return await new Shell(Verbs(), new SystemConsole(), sources, TimeProvider.System).RunAsync(args, stop.Token).ConfigureAwait(false);
    }

    // A campaign's threads stand only where a file is synced or a database written. Left alone the pool takes that for a lack of threads: 20 after 4,000 names, 28
    // after 28,000, each with buffers of its own (60 MB more at 6,000 names), and no name was done sooner.
    private static void BoundThreads()
    {
        ThreadPool.GetMaxThreads(out _, out int completions);
        ThreadPool.SetMaxThreads(Math.Max(8, 4 * Environment.ProcessorCount), completions);
    }

    // The first signal asks the verb to end well; the second one is not held back.
    private static void Stop(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
