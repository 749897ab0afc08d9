using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sextant.Architecture.Tests.Sources;

/// <summary>One project's sources, bound against the assemblies of the house: names mean types, not strings.</summary>
internal sealed class SourceProject
{
    // What ImplicitUsings adds; without it half of the names would mean nothing.
    private const string ImplicitUsings = """
        global using System; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks; global using System.Collections.Generic;
        global using Xunit;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, DocumentationMode.Parse);

    private SourceProject(string name, IReadOnlyDictionary<string, string> files, IEnumerable<MetadataReference> references)
    {
        Name = name;
        Trees = [.. files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => CSharpSyntaxTree.ParseText(f.Value, Parsing, f.Key))];
        Compilation = CSharpCompilation.Create(
            name,
            [.. Trees, CSharpSyntaxTree.ParseText(ImplicitUsings, Parsing, "ImplicitUsings.cs")],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The project's name: <c>Sextant.Wire</c>.</summary>
    public string Name { get; }

    /// <summary>Its files; a tree's path is relative to the project, with slashes.</summary>
    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <summary>The trees, bound.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The sources under a folder.</summary>
    public static SourceProject Read(string folder, string name) => new(
        name,
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText),
        References(name));

    /// <summary>Sources made up by a test.</summary>
    public static SourceProject Of(params (string Path, string Code)[] files) =>
        new("MadeUp", files.ToDictionary(f => f.Path, f => f.Code), References("MadeUp"));

    // The runtime's own list of what this process may load holds the framework, the packages and the house. Read once and shared:
    // each project would otherwise decode the whole framework for itself.
    private static readonly Lazy<IReadOnlyList<(string Assembly, MetadataReference Reference)>> All = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => (Path.GetFileNameWithoutExtension(path), (MetadataReference)MetadataReference.CreateFromFile(path))),
    ]);

    // A project is not bound against itself.
    private static IEnumerable<MetadataReference> References(string name) =>
        from pair in All.Value
        where !string.Equals(pair.Assembly, name == "Sextant.Cli" ? "sextant" : name, StringComparison.Ordinal)
        select pair.Reference;
}
