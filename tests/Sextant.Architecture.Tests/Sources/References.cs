using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sextant.Architecture.Tests.Sources;

/// <summary>One name in the sources and the type that it leads to.</summary>
internal readonly record struct Reference(SyntaxTree Tree, SimpleNameSyntax Name, ISymbol Symbol, INamedTypeSymbol Type)
{
    /// <summary><c>Dns/DnsName.cs(12): System.IO.File.Exists</c></summary>
    public override string ToString() =>
        $"{Tree.FilePath}({Name.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {Type.ToDisplayString()}{(SymbolEqualityComparer.Default.Equals(Symbol, Type) ? "" : "." + Symbol.Name)}";
}

/// <summary>Finds what every name in a project refers to.</summary>
internal static class References
{
    private static readonly ConditionalWeakTable<SourceProject, Lazy<IReadOnlyList<Reference>>> Found = [];

    /// <summary>All references to types and their members, comments and using directives left out. Found once for each project, whoever asks at the same time.</summary>
    public static IReadOnlyList<Reference> Of(SourceProject project) => Found.GetValue(project, p => new(() => [.. Find(p)])).Value;

    private static IEnumerable<Reference> Find(SourceProject project)
    {
        foreach (SyntaxTree tree in project.Trees)
        {
            SemanticModel model = project.Compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes(n => n is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>())
            {
                SymbolInfo found = model.GetSymbolInfo(name);
                ISymbol? symbol = found.Symbol ?? found.CandidateSymbols.FirstOrDefault();
                if ((symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition is { } type)
                {
                    yield return new Reference(tree, name, symbol!, type);
                }
            }
        }
    }
}
