using Microsoft.CodeAnalysis;

namespace Sextant.Architecture.Tests.Sources;

/// <summary>Which file of a project uses which other one. The parts of a partial type count as one file: the first of them.</summary>
internal sealed class FileGraph
{
    private readonly Dictionary<string, HashSet<string>> _uses = new(StringComparer.Ordinal);

    private FileGraph()
    {
    }

    /// <summary>Every file, in order.</summary>
    public IEnumerable<string> Files => _uses.Keys.Order(StringComparer.Ordinal);

    /// <summary>The files that a file uses.</summary>
    public IReadOnlySet<string> UsedBy(string file) => _uses[file];

    public static FileGraph Of(SourceProject project)
    {
        var graph = new FileGraph();
        Dictionary<string, string> first = FirstParts(project);
        foreach (SyntaxTree tree in project.Trees)
        {
            graph._uses.TryAdd(first[tree.FilePath], new(StringComparer.Ordinal));
        }

        foreach (Reference reference in References.Of(project))
        {
            foreach (SyntaxReference declared in reference.Type.DeclaringSyntaxReferences)
            {
                string from = first[reference.Tree.FilePath];
                if (first.TryGetValue(declared.SyntaxTree.FilePath, out string? to) && to != from)
                {
                    graph._uses[from].Add(to);
                }
            }
        }

        return graph;
    }

    /// <summary>Circles: sets of at least two files each of which leads to every other one (strongly connected components).</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles() => StrongComponents.Of(Files, file => _uses[file]);

    /// <summary>Arrows between folders; a file in the project's own folder counts as a folder by itself.</summary>
    public IReadOnlyList<(string From, string To)> FolderArrows() =>
    [
        .. (from pair in _uses
            from used in pair.Value
            let arrow = (From: FolderOf(pair.Key), To: FolderOf(used))
            where arrow.From != arrow.To
            select arrow).Distinct().Order(),
    ];

    /// <summary>The first folder of a path; the file itself where there is none.</summary>
    public static string FolderOf(string path) => path.Split('/')[0];

    private static Dictionary<string, string> FirstParts(SourceProject project)
    {
        var first = project.Trees.ToDictionary(t => t.FilePath, t => t.FilePath, StringComparer.Ordinal);
        foreach (SyntaxTree tree in project.Trees)
        {
            SemanticModel model = project.Compilation.GetSemanticModel(tree);
            foreach (var declaration in tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.BaseTypeDeclarationSyntax>())
            {
                string[] parts = [.. model.GetDeclaredSymbol(declaration)!.DeclaringSyntaxReferences.Select(r => r.SyntaxTree.FilePath).Distinct().Order(StringComparer.Ordinal)];
                foreach (string part in parts.Skip(1))
                {
                    first[part] = first[parts[0]];
                }
            }
        }

        return first;
    }
}
