namespace Sextant.Lab.Http;

/// <summary>Allows so many requests within a time, as rate limits of real sites do.</summary>
internal sealed class RequestLimit(int requests, TimeSpan within)
{
    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _allowed = new();

    public bool Allows(DateTimeOffset at)
    {
        lock (_lock)
        {
            while (_allowed.TryPeek(out var first) && at - first >= within)
            {
                _allowed.Dequeue();
            }

            if (_allowed.Count >= requests)
            {
                return false;
            }

            _allowed.Enqueue(at);
            return true;
        }
    }
}
