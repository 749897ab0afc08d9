using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sextant.Architecture.Tests.Sources;

/// <summary>How large things are: the five measures of the house.</summary>
internal static class Measure
{
    public const int FileLines = 300;
    public const int TypeLines = 400;
    public const int MethodLines = 50;
    public const int Parameters = 5;
    public const int FilesInFolder = 20;

    /// <summary>What is over a limit in the sources of one folder of the repository: what it is, and its measure.</summary>
    public static IEnumerable<(string What, int Size)> Of(IEnumerable<(string Path, string Text)> files)
    {
        var sources = files.Select(f => (f.Path, Tree: CSharpSyntaxTree.ParseText(f.Text))).ToList();
        return
        [
            .. sources.Select(s => ($"file {s.Path}", Lines(s.Tree.GetRoot()))).Where(m => m.Item2 > FileLines),
            .. sources.SelectMany(s => Types(s.Tree).Select(t => (Key: $"type {Folder(s.Path)}/{t.Identifier.Text}", Size: Lines(t))))
                .GroupBy(t => t.Key).Select(g => (g.Key, g.Sum(t => t.Size))).Where(m => m.Item2 > TypeLines),
            .. sources.SelectMany(s => Methods(s.Tree).Select(m => ($"method {s.Path} {NameOf(m)}", Lines(m)))).Where(m => m.Item2 > MethodLines),
            .. sources.SelectMany(s => Lists(s.Tree).Select(p => ($"parameters {s.Path} {NameOf(p.Parent!)}", Count(p)))).Where(m => m.Item2 > Parameters),
            .. sources.GroupBy(s => Folder(s.Path)).Select(g => ($"folder {g.Key}", g.Count())).Where(m => m.Item2 > FilesInFolder),
        ];
    }

    private static string Folder(string path) => path[..path.LastIndexOf('/')];

    private static int Lines(SyntaxNode node)
    {
        FileLinePositionSpan span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static IEnumerable<TypeDeclarationSyntax> Types(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>();

    private static IEnumerable<BaseMethodDeclarationSyntax> Methods(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>();

    // A record's parameters are its facts, and what is declared for a foreign library has the parameters that it has.
    private static IEnumerable<ParameterListSyntax> Lists(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<ParameterListSyntax>()
            .Where(p => p.Parent is ClassDeclarationSyntax or StructDeclarationSyntax or LocalFunctionStatementSyntax
                || (p.Parent is BaseMethodDeclarationSyntax method && !method.Modifiers.Any(SyntaxKind.ExternKeyword) && !method.Modifiers.Any(SyntaxKind.PartialKeyword)));

    // A cancellation token is a courtesy that every asynchronous method shows, not something that it is told.
    private static int Count(ParameterListSyntax list) => list.Parameters.Count(p => p.Type?.ToString() != "CancellationToken");

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        TypeDeclarationSyntax type => type.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        OperatorDeclarationSyntax op => $"operator{op.OperatorToken.Text}",
        _ => node.Kind().ToString(),
    };
}
