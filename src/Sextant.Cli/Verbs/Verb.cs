using System.CommandLine;
using Sextant.Cli.Settings;

namespace Sextant.Cli.Verbs;

/// <summary>What a verb does, given its run.</summary>
internal delegate Task<int> RunVerb(VerbRun run, CancellationToken cancellationToken);

/// <summary>
/// One verb: its name, the groups of settings that it takes as options, and what it does. Options, arguments and verbs below it are
/// added in a collection initializer. Help texts are found by name: <c>verb.NAME</c>, <c>verb.NAME.--option</c>, <c>verb.NAME.argument</c>,
/// where NAME of a verb below is <c>parent.child</c>.
/// </summary>
internal sealed class Verb : Command
{
    public Verb(string name, SettingGroups settings = SettingGroups.None, RunVerb? run = null)
        : base(name)
    {
        Groups = settings;
        Run = run;
        foreach (Setting setting in SettingCatalog.All.Where(s => settings.HasFlag(s.Group) && s.Group != SettingGroups.Common))
        {
            Add(SettingOptions.Create(setting));
        }
    }

    /// <summary>The groups of settings it takes; those of <see cref="SettingGroups.Common"/> every verb takes.</summary>
    public SettingGroups Groups { get; }

    /// <summary>What it does; null when it only holds other verbs.</summary>
    public RunVerb? Run { get; }

    /// <summary>Runs although settings are faulty, because it is there to show them.</summary>
    public bool ShowsFaults { get; init; }
}
