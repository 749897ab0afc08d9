namespace Sextant.Checks;

/// <summary>Every check, one line each, in the order of the criteria.</summary>
public static class CheckCatalog
{
    /// <summary>All checks.</summary>
    public static IReadOnlyList<ICheck> All { get; } =
    [
        new Web.HostsHaveIpv6(),
        new Web.EveryIpv6AddressAnswers(),
        new Web.HomePageIsServedOverIpv6(),
        new Web.PortsAreTheSame(),
        new Web.ContentIsTheSame(),
        new Web.ApexAndWwwHaveIpv6(),
        new Web.SiteResolvesOverIpv6Alone(),
        new Web.TlsIsOnPar(),
        new Mail.MailPostureIsKnown(),
        new Mail.SomeMailServerGreetsOverIpv6(),
        new Mail.AllMailServersHaveIpv6(),
        new Mail.AllMailServerAddressesAnswer(),
        new Mail.StartTlsIsTheSame(),
        new Dns.TwoNameServersHaveIpv6(),
        new Dns.NameServersAnswerOverUdp(),
        new Dns.NameServersAnswerOverTcp(),
        new Dns.GlueIsRight(),
        new Dns.ResolvesOverIpv6Alone(),
        new Dns.NameServerAddressesAreGlobal(),
        new Dns.BothFamiliesHoldTheSameData(),
        new Dns.AaaaQueriesAreAnswered(),
        new Dns.NameServersAreInTwoSystems(),
        new NameServer.NameServerHasIpv6(),
        new NameServer.NameServerAnswersOverUdpAndTcp(),
        new NameServer.NameServerIsClosedToStrangers(),
    ];
}
