using Sextant.Measurement.Scans;

namespace Sextant.Measurement.Desk;

/// <summary>Why the desk takes no request.</summary>
public enum DeskRefusal
{
    /// <summary>This client network has asked for enough for now.</summary>
    TooManyFromClient,

    /// <summary>Too many names wait.</summary>
    QueueFull,
}

/// <summary>The desk's answer: a ticket, or why not.</summary>
public sealed record DeskAnswer(DeskTicket? Ticket, DeskRefusal? Refusal);

/// <summary>One name at the desk: waiting, being measured part by part, or done. Read by pages while it changes.</summary>
public sealed class DeskTicket(string name, DateTimeOffset askedAt, long number) : IProgress<ScanStep>
{
    private readonly Lock _gate = new();
    private readonly List<ScanStep> _steps = [];

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset AskedAt { get; } = askedAt;

    /// <summary>Its number among all that were asked for: the queue is served in this order.</summary>
    internal long Number { get; } = number;

    /// <summary>When measuring began; null while it waits.</summary>
    public DateTimeOffset? BegunAt { get; private set; }

    /// <summary>When it ended; null until then.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>True when it ended by a fault of ours.</summary>
    public bool Failed { get; private set; }

    /// <summary>The fault, for the log.</summary>
    public string? Problem { get; private set; }

    /// <summary>Parts so far, each once: begun, then done.</summary>
    public IReadOnlyList<ScanStep> Steps
    {
        get
        {
            lock (_gate)
            {
                return [.. _steps];
            }
        }
    }

    /// <inheritdoc/>
    public void Report(ScanStep value)
    {
        lock (_gate)
        {
            _steps.RemoveAll(step => step.Part == value.Part);
            _steps.Add(value);
        }
    }

    internal void Begin(DateTimeOffset at) => BegunAt = at;

    internal void End(DateTimeOffset at, bool failed, string? problem = null)
    {
        Failed = failed;
        Problem = problem;
        EndedAt = at;
    }
}
