using System.Net;
using Sextant.Measurement.Retention;
using Sextant.Wire.Dns;

namespace Sextant.Cli.Settings;

/// <summary>
/// Reads every setting by the precedence option, variable, file, default, and reports every fault at once:
/// who repairs a configuration wants the whole list, not the first line of it.
/// </summary>
internal static class SettingsReader
{
    private const int LongestName = 64; // longer than this is no slip of the hand, and comparing it costs

    private static readonly char[] Separators = [',', ' ', '\t', '\n'];

    public static SettingsOutcome Read(SettingsSources sources)
    {
        List<SettingFault> faults = [];
        (string? file, _) = sources.ConfigFile();
        var inFile = file is null ? [] : SettingsFile.Read(file, faults);
        List<SettingValue> values = [.. SettingCatalog.All.Select(s => ReadOne(s, sources, inFile, file, faults))];
        List<SettingFault> notes = [.. UnknownVariables(sources)];
        SextantSettings? settings = faults.Count == 0 ? Build(values, sources) : null;
        if (settings is not null)
        {
            faults.AddRange(CrossRules.Check(settings));
        }

        return new SettingsOutcome(faults.Count == 0 ? settings : null, values, faults, notes, file);
    }

    /// <summary>The rule that a name breaks which no setting has: with the nearest name, when one is near.</summary>
    public static Rule Unknown(string name)
    {
        if (name.Length > LongestName)
        {
            return new Rule("unknown");
        }

        var (nearest, distance) = SettingCatalog.All.Select(s => (s.Name, Spelling.Distance(s.Name, name))).MinBy(pair => pair.Item2);
        return distance <= 2 ? new Rule("unknown-near", nearest) : new Rule("unknown");
    }

    private static SettingValue ReadOne(
        Setting setting,
        SettingsSources sources,
        Dictionary<string, IReadOnlyList<string>> inFile,
        string? file,
        List<SettingFault> faults)
    {
        (Origin origin, string? place, IReadOnlyList<string> words) = Find(setting, sources, inFile, file);
        if (!setting.Repeatable && words.Count > 1)
        {
            faults.Add(new SettingFault(setting.Name, setting.Secret ? null : string.Join(" ", words), place ?? "", new Rule("once")));
            return new SettingValue(setting, origin, place, words, []);
        }

        List<object> values = [];
        foreach (string word in words)
        {
            if (setting.Read(word, out Rule? broken) is { } value)
            {
                values.Add(value);
            }
            else
            {
                faults.Add(new SettingFault(setting.Name, setting.Secret ? null : word, place ?? "", broken ?? setting.Rule));
            }
        }

        return new SettingValue(setting, origin, place, words, values);
    }

    private static (Origin Origin, string? Place, IReadOnlyList<string> Words) Find(
        Setting setting,
        SettingsSources sources,
        Dictionary<string, IReadOnlyList<string>> inFile,
        string? file)
    {
        if (sources.Options.TryGetValue(setting.Name, out IReadOnlyList<string>? words) && words.Count > 0)
        {
            return (Origin.Option, setting.Option, words);
        }

        // An empty variable is how a shell or a unit file unsets one.
        if (sources.Environment.GetValueOrDefault(setting.Variable) is { Length: > 0 } variable)
        {
            return (Origin.Environment, setting.Variable, setting.Repeatable
                ? variable.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
                : [variable]);
        }

        return inFile.TryGetValue(setting.Name, out words)
            ? (Origin.File, file, words)
            : (Origin.Default, null, setting.Default.Length > 0 ? [setting.Default] : []);
    }

    private static IEnumerable<SettingFault> UnknownVariables(SettingsSources sources) =>
        from pair in sources.Environment
        where pair.Key.StartsWith("SEXTANT_", StringComparison.Ordinal)
            && pair.Key is not (SettingsSources.ConfigVariable or SettingsSources.TraceVariable)
            && SettingCatalog.All.All(s => s.Variable != pair.Key)
        orderby pair.Key
        select new SettingFault(pair.Key, null, pair.Key, Unknown(pair.Key["SEXTANT_".Length..].Replace('_', '-').ToLowerInvariant()));

    private static SextantSettings Build(List<SettingValue> values, SettingsSources sources)
    {
        T[] Many<T>(Setting<T> setting) where T : notnull => [.. values.Single(v => v.Setting == setting).Values.Cast<T>()];
        T One<T>(Setting<T> setting) where T : notnull => Many(setting)[0];
        T? Perhaps<T>(Setting<T> setting) where T : class => Many(setting).FirstOrDefault();

        return new SextantSettings
        {
            Language = Perhaps(SettingCatalog.Lang),
            Keeping = new(Perhaps(SettingCatalog.DataFolder) ?? sources.DefaultDataFolder(), One(SettingCatalog.Database)),
            Resolving = new(Many(SettingCatalog.Resolver), Perhaps(SettingCatalog.RootHints)),
            Dialling = new(
                Perhaps(SettingCatalog.CaFile),
                Many<IPNetwork>(SettingCatalog.GlobalPrefix),
                Many<IPNetwork>(SettingCatalog.NeverDial),
                new NameSet(Many(SettingCatalog.NeverMeasure)),
                Many<IPNetwork>(SettingCatalog.OwnNetwork)),
            Vantage = new(One(SettingCatalog.VantageName), Perhaps(SettingCatalog.Contact), Many(SettingCatalog.Anchors)),
            Limits = new()
            {
                Concurrency = One(SettingCatalog.Concurrency),
                Dns = One(SettingCatalog.DnsTimeout),
                Connect = One(SettingCatalog.ConnectTimeout),
                Tls = One(SettingCatalog.TlsTimeout),
                Http = One(SettingCatalog.HttpTimeout),
                Fetch = One(SettingCatalog.FetchTimeout),
                SmtpGreeting = One(SettingCatalog.GreetingTimeout),
                Smtp = One(SettingCatalog.SmtpTimeout),
                Name = One(SettingCatalog.NameTimeout),
                RetrySpacing = One(SettingCatalog.RetrySpacing),
                CampaignRetrySpacing = One(SettingCatalog.CampaignRetrySpacing),
            },
            Pacing = Paced(One),
            Profile = One(SettingCatalog.Profile),
            Retention = Kept(One),
            Port = One(SettingCatalog.Port),
            PublicUrl = Perhaps(SettingCatalog.PublicUrl),
            Metrics = Perhaps(SettingCatalog.Metrics),
            MailServer = Perhaps(SettingCatalog.MailServer),
            MailFrom = Perhaps(SettingCatalog.MailFrom),
            ReportFiles = One(SettingCatalog.ReportFiles),
            SignInProviders = Many(SettingCatalog.SignInProvider),
            SignInProviderDays = One(SettingCatalog.SignInProviderDays),
            TrustedProxies = Many<IPNetwork>(SettingCatalog.TrustedProxy),
        };
    }

    private static PacingSettings Paced(Func<Setting<int>, int> whole) => new()
    {
        HttpPerAddress = whole(SettingCatalog.HttpRate),
        HttpConnectionsPerAddress = whole(SettingCatalog.HttpConnections),
        HttpPerNetwork = whole(SettingCatalog.HttpNetworkRate),
        HttpPerProvider = whole(SettingCatalog.HttpProviderRate),
        DnsPerServer = whole(SettingCatalog.DnsRate),
        DnsPerNetwork = whole(SettingCatalog.DnsNetworkRate),
        DnsPerResolver = whole(SettingCatalog.ResolverRate),
        SmtpPerAddress = whole(SettingCatalog.SmtpRate),
    };

    private static RetentionOptions Kept(Func<Setting<int>, int> days) => new()
    {
        Observations = days(SettingCatalog.KeepObservations),
        Findings = days(SettingCatalog.KeepFindings),
        Verdicts = days(SettingCatalog.KeepVerdicts),
        History = days(SettingCatalog.KeepHistory),
    };
}
