using Sextant.Store.Files;

namespace Sextant.Cli.Verbs;

/// <summary>What a disk refuses, while it is waited for.</summary>
internal static class DiskSentence
{
    /// <summary>In the reader's language.</summary>
    public static string Of(VerbRun run, StorageException fault) =>
        fault.IsFull ? run.Sentence("keeping.is-full", fault.Path) : run.Sentence("keeping.disk", fault.Path, fault);
}
