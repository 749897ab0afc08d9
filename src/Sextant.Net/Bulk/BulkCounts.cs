namespace Sextant.Net.Bulk;

/// <summary>What passed on the wire. Each thread counts for itself; <see cref="BulkResolver.Counts"/> adds up, at any time.</summary>
public sealed class BulkCounts
{
    /// <summary>Datagrams sent.</summary>
    public long Sent { get; internal set; }

    /// <summary>Datagrams that came, whatever they were.</summary>
    public long Received { get; internal set; }

    /// <summary>Questions sent again because nothing came.</summary>
    public long Repeated { get; internal set; }

    /// <summary>Truncated answers, asked for again over TCP.</summary>
    public long Truncated { get; internal set; }

    /// <summary>Refused: came from another address or port than was asked.</summary>
    public long WrongSource { get; internal set; }

    /// <summary>Refused: no question with this id is or was under way.</summary>
    public long WrongId { get; internal set; }

    /// <summary>Refused: to another question.</summary>
    public long WrongQuestion { get; internal set; }

    /// <summary>Refused: the question's letters came back in another case.</summary>
    public long WrongCase { get; internal set; }

    /// <summary>Refused: the question was answered before.</summary>
    public long Duplicate { get; internal set; }

    /// <summary>Refused: the question had been given up or sent anew with another id.</summary>
    public long Late { get; internal set; }

    /// <summary>Refused: cannot be read.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Records left aside: of other names than the question and its aliases, or outside the zone of who said them.</summary>
    public long StrayRecords { get; internal set; }

    /// <summary>Adds another's counts.</summary>
    internal void Add(BulkCounts other)
    {
        Sent += other.Sent;
        Received += other.Received;
        Repeated += other.Repeated;
        Truncated += other.Truncated;
        WrongSource += other.WrongSource;
        WrongId += other.WrongId;
        WrongQuestion += other.WrongQuestion;
        WrongCase += other.WrongCase;
        Duplicate += other.Duplicate;
        Late += other.Late;
        Malformed += other.Malformed;
        StrayRecords += other.StrayRecords;
    }
}
