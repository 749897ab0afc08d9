using Sextant.Measurement.Retention;

namespace Sextant.Cli.Settings;

/// <summary>Rules between settings that are each valid by themselves.</summary>
internal static class CrossRules
{
    public static IEnumerable<SettingFault> Check(SextantSettings settings)
    {
        LimitSettings limits = settings.Limits;
        if (limits.Fetch < limits.Connect + limits.Tls)
        {
            yield return Fault(SettingCatalog.FetchTimeout, limits.Fetch.ToString(), new Rule("fetch-shorter"));
        }

        if (limits.Name < limits.Fetch)
        {
            yield return Fault(SettingCatalog.NameTimeout, limits.Name.ToString(), new Rule("name-shorter"));
        }

        if (settings.Pacing.HttpPerNetwork < settings.Pacing.HttpPerAddress)
        {
            yield return Fault(SettingCatalog.HttpNetworkRate, Number(settings.Pacing.HttpPerNetwork), new Rule("network-rate", SettingCatalog.HttpRate.Name));
        }

        if (settings.Pacing.HttpPerProvider < settings.Pacing.HttpPerNetwork)
        {
            yield return Fault(SettingCatalog.HttpProviderRate, Number(settings.Pacing.HttpPerProvider), new Rule("network-rate", SettingCatalog.HttpNetworkRate.Name));
        }

        if (settings.Pacing.DnsPerNetwork < settings.Pacing.DnsPerServer)
        {
            yield return Fault(SettingCatalog.DnsNetworkRate, Number(settings.Pacing.DnsPerNetwork), new Rule("network-rate", SettingCatalog.DnsRate.Name));
        }

        foreach (string name in settings.SignInProviders.GroupBy(provider => provider.Name).Where(same => same.Count() > 1).Select(same => same.Key))
        {
            yield return Fault(SettingCatalog.SignInProvider, name, new Rule("provider-twice"));
        }

        foreach (SettingFault fault in Retained(settings.Retention))
        {
            yield return fault;
        }

        foreach (var network in settings.Dialling.OwnNetworks.Intersect(settings.Dialling.NeverDial))
        {
            yield return Fault(SettingCatalog.OwnNetwork, network.ToString(), new Rule("own-never"));
        }
    }

    /// <summary>Verdicts are kept longest: what explains them, or stands on them, never outlives them.</summary>
    private static IEnumerable<SettingFault> Retained(RetentionOptions kept) =>
        from pair in new[] { (SettingCatalog.KeepObservations, kept.Observations), (SettingCatalog.KeepFindings, kept.Findings), (SettingCatalog.KeepHistory, kept.History) }
        where pair.Item2 > kept.Verdicts
        select Fault(pair.Item1, Number(pair.Item2), new Rule("kept-longer", SettingCatalog.KeepVerdicts.Name));

    private static SettingFault Fault(Setting setting, string value, Rule rule) => new(setting.Name, value, setting.Option, rule);

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
