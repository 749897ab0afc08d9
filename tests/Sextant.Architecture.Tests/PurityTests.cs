using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sextant.Architecture.Tests.Sources;

namespace Sextant.Architecture.Tests;

/// <summary>Wire and Checks are pure: bytes and facts in, facts out. Web asks areas, never tables.</summary>
public sealed class PurityTests
{
    private static readonly string[] BannedNamespaces =
    [
        "System.Net.Http", "System.Net.Sockets", "System.Net.NetworkInformation", "System.Net.Security", "System.Net.Quic", "System.Net.Mail",
        "System.IO", "System.Diagnostics", "System.Threading", "System.Timers", "System.Data",
        "Microsoft.Extensions", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore",
    ];

    // Vocabulary and plain data that happen to live in those namespaces.
    private static readonly string[] PureAllTheSame =
    [
        "System.Net.Sockets.AddressFamily", "System.Net.Sockets.SocketError",
        "System.IO.Stream", "System.IO.MemoryStream", "System.IO.TextReader", "System.IO.StreamReader", "System.IO.StringReader",
        "System.IO.TextWriter", "System.IO.StringWriter", "System.IO.InvalidDataException", "System.IO.EndOfStreamException", "System.IO.Path",
        "System.Diagnostics.UnreachableException", "System.Diagnostics.Debug", "System.Diagnostics.DebuggerDisplayAttribute",
        "System.Threading.Lock", "System.Threading.Interlocked", "System.Threading.LazyThreadSafetyMode",
    ];

    private static readonly string[] BannedTypes =
    [
        "System.Console", "System.Environment", "System.TimeProvider", "System.Random", "System.Security.Cryptography.RandomNumberGenerator",
        "System.Net.Dns", "System.AppDomain", "System.Activator",
    ];

    private static readonly string[] BannedMembers =
    [
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow",
        "System.Guid.NewGuid", "System.Globalization.CultureInfo.CurrentCulture", "System.TimeZoneInfo.Local",
    ];

    [Theory]
    [InlineData("Sextant.Wire")]
    [InlineData("Sextant.Checks")]
    public void Wire_and_Checks_do_no_io(string name)
    {
        SourceProject project = House.Projects.Single(p => p.Name == name);

        Assert.True(project.Trees.Count >= 10, "the sources were not found");
        Faults.None(Impure(project));
    }

    [Fact]
    public void Checks_and_Wire_are_not_async() =>
        Faults.None(
            from project in House.Projects
            where project.Name is "Sextant.Wire" or "Sextant.Checks"
            from reference in References.Of(project)
            where reference.Type.ContainingNamespace?.Name == "Tasks" && reference.Type.ToDisplayString().StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
            select reference.ToString());

    [Fact]
    public void Web_knows_no_table() =>
        Faults.None(
            from file in House.Files("src/Sextant.Web")
            where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal)
            from word in (string[])["Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.Data.Sqlite", "Sextant.Store", "Sextant.Net"]
            where House.Read(file).Contains(word, StringComparison.Ordinal)
            select $"{file}: {word}");

    [Fact]
    public void Measurements_public_face_names_no_type_of_Net() =>
        Faults.None(PublicNetTypes(House.Projects.Single(p => p.Name == "Sextant.Measurement")).Distinct().Except(RuleList.Read(
            "measurement-public-net.txt", PublicNetTypes(House.Projects.Single(p => p.Name == "Sextant.Measurement")).Distinct())));

    [Fact]
    public void Only_the_command_line_writes_to_the_console() =>
        Faults.None(
            from project in House.Projects
            where project.Name != "Sextant.Cli"
            from reference in References.Of(project)
            where reference.Type.Name == nameof(Console) && reference.Type.ToDisplayString() == "System.Console"
            select $"{project.Name}/{reference}");

    [Fact]
    public void Unsafe_code_stands_where_the_decision_puts_it() =>
        Faults.None(
            from project in House.Projects
            from tree in project.Trees
            let place = $"{project.Name}/{tree.FilePath}"
            where !place.StartsWith("Sextant.Net/Bulk/Datagrams/Linux", StringComparison.Ordinal) && !place.StartsWith("Sextant.Store/Duck/", StringComparison.Ordinal)
            where tree.GetRoot().DescendantTokens().Any(t => t.IsKind(SyntaxKind.UnsafeKeyword))
            select place);

    [Theory]
    [InlineData("System.IO.File.Exists(\"x\")", true)]
    [InlineData("System.Console.Out", true)]
    [InlineData("System.DateTime.UtcNow", true)]
    [InlineData("System.TimeProvider.System", true)]
    [InlineData("new System.Net.Sockets.TcpClient()", true)]
    [InlineData("new System.Net.Http.HttpClient()", true)]
    [InlineData("System.Diagnostics.Stopwatch.StartNew()", true)]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess()", true)]
    [InlineData("System.Net.Sockets.AddressFamily.InterNetwork", false)]
    [InlineData("new System.IO.MemoryStream()", false)]
    [InlineData("System.DateTime.MinValue", false)]
    [InlineData("System.Net.IPAddress.Loopback", false)]
    public void The_rule_sees_what_is_impure(string expression, bool impure) =>
        Assert.Equal(impure, Impure(SourceProject.Of(("A.cs", $"class A {{ object o = {expression}; }}"))).Any());

    private static IEnumerable<string> Impure(SourceProject project) =>
        from reference in References.Of(project)
        let type = reference.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)
        where !PureAllTheSame.Contains(type)
            && (BannedTypes.Contains(type)
                || BannedMembers.Contains($"{type}.{reference.Symbol.Name}")
                || BannedNamespaces.Any(n => type.StartsWith(n + ".", StringComparison.Ordinal)
                    && !type.StartsWith("System.Diagnostics.CodeAnalysis.", StringComparison.Ordinal)
                    && !type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
                    && !type.StartsWith("System.Threading.CancellationToken", StringComparison.Ordinal)))
        select reference.ToString();

    private static IEnumerable<string> PublicNetTypes(SourceProject project) =>
        from tree in project.Trees
        let model = project.Compilation.GetSemanticModel(tree)
        from declaration in tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax>()
        let type = (INamedTypeSymbol)model.GetDeclaredSymbol(declaration)!
        where type.DeclaredAccessibility == Accessibility.Public
        from member in type.GetMembers()
        where member is { DeclaredAccessibility: Accessibility.Public } and not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet }
        from named in Named(member)
        where named.ContainingNamespace?.ToDisplayString().StartsWith("Sextant.Net", StringComparison.Ordinal) == true
        select $"{type.Name}.{member.Name}: {named.Name}";

    private static IEnumerable<ITypeSymbol> Named(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters.Select(p => p.Type).Append(method.ReturnType).SelectMany(Flat),
        IPropertySymbol property => Flat(property.Type),
        IFieldSymbol field => Flat(field.Type),
        _ => [],
    };

    private static IEnumerable<ITypeSymbol> Flat(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: > 0 } generic ? generic.TypeArguments.SelectMany(Flat).Append(type) : [type];
}
