using System.Xml.Linq;
using Sextant.Architecture.Tests.Sources;

namespace Sextant.Architecture.Tests;

/// <summary>The project file is the only wall that holds: the table of the house and the project files are the same.</summary>
public sealed class ReferenceTableTests
{
    private static readonly Dictionary<string, string[]> Table = new()
    {
        ["Wire"] = [],
        ["Store"] = [],
        ["Checks"] = ["Wire"],
        ["Net"] = ["Wire"],
        ["Lab"] = ["Net", "Wire"],
        ["Measurement"] = ["Checks", "Net", "Store", "Wire"],
        ["Programme"] = ["Checks", "Measurement", "Store", "Wire"],
        ["Web"] = ["Checks", "Measurement", "Programme", "Wire"],
        ["Cli"] = ["Checks", "Lab", "Measurement", "Net", "Programme", "Store", "Web", "Wire"],
    };

    public static TheoryData<string> Projects => [.. Table.Keys];

    [Fact]
    public void Every_project_is_in_the_table() =>
        Assert.Equal(Table.Keys.Select(n => $"Sextant.{n}").Order(StringComparer.Ordinal), House.ProjectNames("src"));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_what_the_table_allows(string name) =>
        Assert.Equal(Table[name], References(House.ProjectFile("src", $"Sextant.{name}")));

    [Fact]
    public void Every_project_has_its_tests_and_is_in_the_solution()
    {
        string solution = House.Read("Sextant.slnx");
        string[] tests = [.. House.ProjectNames("tests")];

        Assert.All(Table.Keys, name => Assert.Contains($"Sextant.{name}.Tests", tests));
        Assert.All(House.ProjectNames("src").Select(n => $"src/{n}/{n}.csproj"), p => Assert.Contains(p, solution));
        Assert.All(tests.Select(n => $"tests/{n}/{n}.csproj"), p => Assert.Contains(p, solution));
    }

    [Fact]
    public void References_do_not_pass_through()
    {
        XElement build = XDocument.Load(Testing.Repository.At("Directory.Build.props")).Root!;
        Assert.Equal("true", build.Descendants("DisableTransitiveProjectReferences").Single().Value);
        Assert.Equal("true", build.Descendants("TreatWarningsAsErrors").Single().Value);
        Assert.Equal("true", build.Descendants("CheckForOverflowUnderflow").Single().Value);
        Assert.All(
            House.ProjectNames("src").Select(n => House.ProjectFile("src", n)),
            p => Assert.DoesNotContain(p.Descendants(), e => e.Name.LocalName is "DisableTransitiveProjectReferences" or "TreatWarningsAsErrors" or "CheckForOverflowUnderflow" or "Nullable"));
    }

    [Fact]
    public void Packages_have_their_version_in_one_place_and_databases_do_not_pass_through()
    {
        var packages = House.ProjectNames("src")
            .SelectMany(n => House.ProjectFile("src", n).Descendants("PackageReference").Select(p => (Project: n, Package: p)))
            .ToList();

        Assert.True(packages.Count >= 10);
        Assert.DoesNotContain(packages, p => p.Package.Attribute("Version") is not null || p.Package.Attribute("VersionOverride") is not null);
        Assert.All(
            packages.Where(p => ((string?)p.Package.Attribute("Include"))!.Contains("EntityFrameworkCore", StringComparison.Ordinal)),
            p => Assert.Equal("compile", (string?)p.Package.Attribute("PrivateAssets")));
    }

    private static IEnumerable<string> References(XDocument project) =>
        project.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/'))["Sextant.".Length..])
            .Order(StringComparer.Ordinal);
}
