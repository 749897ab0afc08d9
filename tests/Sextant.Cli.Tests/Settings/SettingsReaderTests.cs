using System.Net;
using System.Reflection;
using Sextant.Cli.Settings;

namespace Sextant.Cli.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_said_gives_the_defaults_without_a_fault()
    {
        SettingsOutcome outcome = Read();

        Assert.Empty(outcome.Faults);
        Assert.Equal(6464, outcome.Settings!.Port);
        Assert.Equal(TimeSpan.FromSeconds(4), outcome.Settings.Limits.Connect);
        Assert.Equal(new TimeRange(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5)), outcome.Settings.Limits.CampaignRetrySpacing);
        Assert.Equal(Path.Combine(_folder.Path, ".local", "share", "sextant"), outcome.Settings.Keeping.DataFolder);
        Assert.All(outcome.Values, v => Assert.Equal(Origin.Default, v.Origin));
    }

    [Fact]
    public void Every_default_obeys_its_own_rule()
    {
        Assert.All(SettingCatalog.All.Where(s => s.Default.Length > 0), s => Assert.NotNull(s.Read(s.Default, out _)));
    }

    [Fact]
    public void Every_setting_is_in_the_list_once()
    {
        object?[] declared = [.. typeof(SettingCatalog).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null))];

        Assert.Equal(declared.Length, SettingCatalog.All.Count);
        Assert.Equal(declared.ToHashSet(), [.. SettingCatalog.All]);
        Assert.Equal(SettingCatalog.All.Count, SettingCatalog.All.Select(s => s.Name).Distinct().Count());
        Assert.True(SettingCatalog.All.Count >= 31);
    }

    [Fact]
    public void The_option_wins_over_the_variable_and_that_over_the_file()
    {
        _folder.Write("sextant.json", """{ "port": 1, "concurrency": "2", "http-rate": 3, /* why not */ }""");
        SettingsOutcome outcome = Read(
            new() { ["port"] = ["9"] },
            ("SEXTANT_PORT", "8"),
            ("SEXTANT_CONCURRENCY", "7"));

        Assert.Empty(outcome.Faults);
        Assert.Equal((9, 7, 3), (outcome.Settings!.Port, outcome.Settings.Limits.Concurrency, outcome.Settings.Pacing.HttpPerAddress));
        Assert.Equal([Origin.Option, Origin.Environment, Origin.File], [Of(outcome, "port"), Of(outcome, "concurrency"), Of(outcome, "http-rate")]);
    }

    [Fact]
    public void A_repeatable_setting_is_a_list_in_the_variable_and_an_array_in_the_file()
    {
        _folder.Write("sextant.json", """{ "never-dial": ["10.0.0.0/8", "2001:db8:1::/48"] }""");
        SettingsOutcome outcome = Read([], ("SEXTANT_RESOLVER", "[2001:db8::53]:5353, 192.0.2.53"));

        Assert.Equal([IPEndPoint.Parse("[2001:db8::53]:5353"), IPEndPoint.Parse("192.0.2.53:53")], outcome.Settings!.Resolving.Resolvers);
        Assert.Equal([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8:1::/48")], outcome.Settings.Dialling.NeverDial);
    }

    [Fact]
    public void The_word_of_a_provider_stands_for_a_day_at_least_and_a_year_at_most()
    {
        Assert.Equal(30, Read().Settings!.SignInProviderDays);
        Assert.Equal(7, Read(new() { ["sign-in-provider-days"] = ["7"] }).Settings!.SignInProviderDays);
        Assert.Equal(("sign-in-provider-days", "whole"), Read([], ("SEXTANT_SIGN_IN_PROVIDER_DAYS", "0")).Faults.Select(fault => (fault.Name, fault.Rule.Key)).Single());
    }

    [Fact]
    public void What_the_files_of_one_unit_may_have_is_bounded_from_one_file_of_the_largest_size_on()
    {
        Assert.Equal(1024, Read().Settings!.ReportFiles);
        Assert.Equal(4096, Read(new() { ["report-files"] = ["4096"] }).Settings!.ReportFiles);
        Assert.Equal(("report-files", "whole"), Read([], ("SEXTANT_REPORT_FILES", "31")).Faults.Select(fault => (fault.Name, fault.Rule.Key)).Single());
    }

    [Fact]
    public void All_faults_come_at_once_with_name_value_place_and_rule()
    {
        string file = _folder.Write("sextant.json", """{ "prot": 1, "concurrency": 0, "ca-file": "/nowhere/ca.pem" }""");
        SettingsOutcome outcome = Read(new() { ["resolver"] = ["::1:53"] }, ("SEXTANT_CONTACT", "ftp://x"));

        Assert.Null(outcome.Settings);
        Assert.Equal(
            [
                ("prot", "1", file, "unknown-near"),
                ("resolver", "::1:53", "--resolver", "endpoint-brackets"),
                ("ca-file", "/nowhere/ca.pem", file, "file-exists"),
                ("contact", "ftp://x", "SEXTANT_CONTACT", "contact"),
                ("concurrency", "0", file, "whole"),
            ],
            outcome.Faults.Select(f => (f.Name, f.Value!, f.Place, f.Rule.Key)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "port": 1, "port": 2 }""")]
    [InlineData("""{ "port": { "a": { "b": { "c": { "d": 1 } } } } }""")]
    public void A_bad_file_is_one_clear_fault(string content)
    {
        _folder.Write("sextant.json", content);
        Assert.Single(Read().Faults);
    }

    [Fact]
    public void A_strange_variable_is_a_note_and_no_fault()
    {
        SettingsOutcome outcome = Read([], ("SEXTANT_RESOLVR", "192.0.2.1"));

        Assert.Empty(outcome.Faults);
        Assert.Equal("unknown-near", Assert.Single(outcome.Notes).Rule.Key);
    }

    [Fact]
    public void Settings_that_contradict_each_other_are_named()
    {
        SettingsOutcome outcome = Read(new()
        {
            ["own-network"] = ["2001:db8::/32"],
            ["never-dial"] = ["2001:db8::/32"],
            ["name-timeout"] = ["10s"],
            ["http-network-rate"] = ["1"],
        });

        Assert.Null(outcome.Settings);
        Assert.Equal(["name-shorter", "network-rate", "own-never"], outcome.Faults.Select(f => f.Rule.Key));
    }

    [Fact]
    public void A_password_never_shows_in_a_fault()
    {
        SettingsOutcome outcome = Read(new() { ["database"] = ["Password=geheim"] });
        Assert.Null(Assert.Single(outcome.Faults).Value);
    }

    [Fact]
    public void Without_a_home_data_are_kept_in_the_current_folder()
    {
        var sources = new SettingsSources { CurrentFolder = _folder.Path };
        Assert.Equal(Path.Combine(_folder.Path, "data"), SettingsReader.Read(sources).Settings!.Keeping.DataFolder);
    }

    private static Origin Of(SettingsOutcome outcome, string name) => outcome.Values.Single(v => v.Setting.Name == name).Origin;

    private SettingsOutcome Read(Dictionary<string, IReadOnlyList<string>>? options = null, params (string Name, string Value)[] environment) =>
        SettingsReader.Read(new SettingsSources
        {
            Options = options ?? [],
            Environment = environment.Append(("HOME", _folder.Path)).ToDictionary(p => p.Item1, p => p.Item2),
            CurrentFolder = _folder.Path,
        });
}
