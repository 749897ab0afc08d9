using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Audit;

/// <summary>What one change does, put down while it is being done and written with it: both lasting, or neither.</summary>
internal sealed class AuditTrail(Actor actor)
{
    /// <summary>Who does it.</summary>
    internal string Who => actor.Who;

    private readonly List<(string Action, string Subject, string? Reason, string? Before, string? After)> _deeds = [];

    /// <summary>What was put down so far.</summary>
    internal IEnumerable<(string Action, string Subject)> Deeds => _deeds.Select(deed => (deed.Action, deed.Subject));

    /// <summary>Puts something down. Secrets, and hashes of them, do not belong here: the log is read by many and never forgets.</summary>
    /// <param name="action">Such as <c>organisation.rename</c>.</param>
    /// <param name="subject">Such as <c>organisation:hue</c>.</param>
    /// <param name="before">What was; becomes JSON at once.</param>
    /// <param name="after">What is.</param>
    internal void Add(string action, string subject, object? before, object? after, string? reason = null) =>
        _deeds.Add((action, subject, reason, Json(before), Json(after)));

    /// <summary>
    /// Adds what was put down to the log; whoever asked saves it, with what else there is to save. The transaction is the only one that writes, and has asked where the log ends:
    /// <see cref="ProgrammeDatabase.WriteAsync"/>.
    /// </summary>
    /// <returns>The new head; null when nothing was put down.</returns>
    internal AuditMark? Write(ProgrammeContext context, DateTimeOffset at)
    {
        if (_deeds.Count == 0)
        {
            return null;
        }

        AuditHeadRow? held = context.Start!.Head;
        AuditHeadRow head = held ?? new AuditHeadRow { Sequence = 0, Hash = AuditChain.Root };
        context.Entry(head).State = held is null ? EntityState.Added : EntityState.Unchanged;

        foreach ((string action, string subject, string? reason, string? before, string? after) in _deeds)
        {
            var row = new AuditEntryRow
            {
                Sequence = head.Sequence + 1, At = ModelConventions.Rounded(at), Who = actor.Who, From = actor.From, Action = action, Subject = subject,
                Reason = reason, Before = before, After = after, Previous = head.Hash, Hash = "",
            };
            row.Hash = AuditChain.Hash(row);
            context.Add(row);
            (head.Sequence, head.Hash) = (row.Sequence, row.Hash);
        }

        return new AuditMark(head.Sequence, head.Hash);
    }

    private static string? Json(object? what) => what is null ? null : JsonSerializer.Serialize(what, what.GetType(), RowDigest.Audited);
}
