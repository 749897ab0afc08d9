using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sextant.Architecture.Tests.Sources;

namespace Sextant.Architecture.Tests;

/// <summary>Habits that a reader relies on: a sentence on each public type, one word per thing, nothing left undone.</summary>
public sealed class HabitTests
{
    // Words of the glossary's right-hand column that end a type's name and say nothing.
    private static readonly string[] EmptyEndings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Base", "Info", "Impl"];

    // Put together so that this file does not hold them.
    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "NotImplemented" + "Exception", "#reg" + "ion"];

    [Fact]
    public void Every_public_type_says_what_it_is() => Faults.None(House.Projects.SelectMany(p => Silent(p).Select(t => $"{p.Name}/{t}")));

    [Fact]
    public void No_type_has_an_empty_name() => Faults.None(House.Projects.SelectMany(p => Empty(p).Select(t => $"{p.Name}/{t}")));

    [Fact]
    public void Nothing_is_left_undone() =>
        Faults.None(
            from file in House.Files("src").Concat(House.Files("tests")).Concat(House.Files("eng"))
            where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal) || file.StartsWith("eng/", StringComparison.Ordinal)
            from word in Unfinished
            where House.Read(file).Contains(word, StringComparison.Ordinal)
            select $"{file}: {word}");

    [Fact]
    public void Namespaces_follow_folders() =>
        Faults.None(
            from project in House.Projects
            from tree in project.Trees
            from space in tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
            let folders = tree.FilePath.Split('/')[..^1]
            let expected = string.Join('.', [project.Name, .. folders])
            where space.Name.ToString() != expected

                // A folder inside an area may be there for order alone: Wire/Dns/Records holds types of Sextant.Wire.Dns.
                && !(folders.Length > 1 && expected.StartsWith($"{space.Name}.", StringComparison.Ordinal) && space.Name.ToString() != project.Name)
            select $"{project.Name}/{tree.FilePath}: {space.Name}");

    [Fact]
    public void A_test_stands_where_its_subject_stands()
    {
        // Same folders, same names: a folder of tests without a folder of sources tests something that has moved.
        string[] stray =
        [
            .. from file in House.Files("tests")
               where file.EndsWith("Tests.cs", StringComparison.Ordinal)
               let parts = file.Split('/')
               where parts.Length > 3 && parts[1].EndsWith(".Tests", StringComparison.Ordinal) && parts[1] != "Sextant.Architecture.Tests"
               let project = $"src/{parts[1][..^".Tests".Length]}"

               // Tests of the whole program (in a world, in a browser) have a project and an order of their own.
               where Directory.Exists(Testing.Repository.At(project)) && !Directory.Exists(Testing.Repository.At($"{project}/{string.Join('/', parts[2..^1])}"))
               select file,
        ];
        Faults.None(stray.Except(RuleList.Read("tests-elsewhere.txt", stray)));
    }

    [Fact]
    public void The_rules_see_what_they_look_for()
    {
        SourceProject project = SourceProject.Of(
            ("A.cs", "namespace MadeUp; public class Silent { } /// <summary>Says it.</summary>\npublic class Told { } class Hidden { } public class TimeHelper { }"));

        Assert.Equal(["A.cs: Silent", "A.cs: TimeHelper"], Silent(project));
        Assert.Equal(["A.cs: TimeHelper"], Empty(project));
    }

    private static IEnumerable<string> Silent(SourceProject project) =>
        from tree in project.Trees
        from type in tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
        where type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        let first = project.Compilation.GetSemanticModel(tree).GetDeclaredSymbol(type)!
        where first.DeclaredAccessibility == Accessibility.Public && first.ContainingType is null
        where !first.DeclaringSyntaxReferences.Any(r => r.GetSyntax().GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)))
        select $"{tree.FilePath}: {first.Name}";

    private static IEnumerable<string> Empty(SourceProject project) =>
        from tree in project.Trees
        from type in tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where EmptyEndings.Any(e => type.Identifier.Text.EndsWith(e, StringComparison.Ordinal))
        select $"{tree.FilePath}: {type.Identifier.Text}";
}
