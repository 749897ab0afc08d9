using Sextant.Wire;

namespace Sextant.Net.Bulk.Engine;

/// <summary>Decides what is asked next and what an answer means; the <see cref="Courier"/> carries.</summary>
internal interface IQuestioner
{
    /// <summary>Everything is answered and nothing is left to ask.</summary>
    bool IsDone { get; }

    /// <summary>Gives the courier what may be sent now.</summary>
    /// <param name="idle">Nothing came just now: small batches are better than waiting.</param>
    void Fill(bool idle, long now);

    /// <summary>The answer to a slot's question, with its id, question and source checked, and whole.</summary>
    void OnAnswer(int slot, ReadOnlySpan<byte> message, bool tcp, long now);

    /// <summary>No answer to a slot's question, this time.</summary>
    void OnSilent(int slot, Failure failure, long now);

    /// <summary>A slot that waited for its time.</summary>
    void OnTurn(int slot, long now);

    /// <summary>When it may have something to send again, if nothing comes before.</summary>
    long NextAt(long now);
}
