namespace Sextant.Architecture.Tests.Sources;

/// <summary>Tarjan's algorithm: the circles of a directed graph.</summary>
internal sealed class StrongComponents
{
    private readonly Func<string, IEnumerable<string>> _next;
    private readonly Dictionary<string, (int Index, int Low)> _seen = new(StringComparer.Ordinal);
    private readonly Stack<string> _open = new();
    private readonly HashSet<string> _isOpen = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyList<string>> _found = [];

    private StrongComponents(Func<string, IEnumerable<string>> next) => _next = next;

    /// <summary>Components of two nodes or more, the largest first, each in order.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IEnumerable<string> nodes, Func<string, IEnumerable<string>> next)
    {
        var search = new StrongComponents(next);
        foreach (string node in nodes.Where(n => !search._seen.ContainsKey(n)))
        {
            search.Visit(node);
        }

        return [.. search._found.OrderByDescending(c => c.Count)];
    }

    private void Visit(string node)
    {
        int index = _seen.Count;
        _seen[node] = (index, index);
        _open.Push(node);
        _isOpen.Add(node);
        foreach (string to in _next(node))
        {
            if (!_seen.ContainsKey(to))
            {
                Visit(to);
                _seen[node] = (index, Math.Min(_seen[node].Low, _seen[to].Low));
            }
            else if (_isOpen.Contains(to))
            {
                _seen[node] = (index, Math.Min(_seen[node].Low, _seen[to].Index));
            }
        }

        if (_seen[node].Low == index)
        {
            Close(node);
        }
    }

    private void Close(string root)
    {
        List<string> component = [];
        string node;
        do
        {
            node = _open.Pop();
            _isOpen.Remove(node);
            component.Add(node);
        }
        while (node != root);
        if (component.Count > 1)
        {
            _found.Add([.. component.Order(StringComparer.Ordinal)]);
        }
    }
}
