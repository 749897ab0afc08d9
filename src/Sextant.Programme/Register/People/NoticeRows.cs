using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sextant.Programme.Register;

/// <summary>Something that a person is told once.</summary>
internal sealed class NoticeRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string Person { get; set; }

    /// <summary>One of <see cref="Notices.NoticeKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>Person, kind, what it is about and which occasion: nobody is told twice of the same.</summary>
    public required string Stamp { get; set; }

    /// <summary>What the sentence names, one a line.</summary>
    public required string Words { get; set; }

    /// <summary>The page that it leads to.</summary>
    public required string Place { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>When it was put into a letter, or nobody wanted one.</summary>
    public DateTimeOffset? MailedAt { get; set; }
}

/// <summary>How a person wants to be told; who has no row has the default.</summary>
internal sealed class NoticeChoiceRow
{
    public long Id { get; set; }

    public required string Person { get; set; }

    /// <summary>One of <see cref="Notices.NoticeKinds.Rhythms"/>.</summary>
    public required string Mail { get; set; }

    /// <summary>Kinds that are not wanted, one a line.</summary>
    public required string Without { get; set; }

    public DateTimeOffset? LastAt { get; set; }

    /// <summary>Of letters: one of <see cref="Notices.NoticeKinds.Languages"/>; null: nobody has said.</summary>
    public string? Language { get; set; }

    /// <summary>How letters came before the link in one of them stopped them; null: none did.</summary>
    public string? StoppedFrom { get; set; }
}

/// <summary>A letter on its way. Its key is its message id, the same at each attempt, by which a doubled one shows.</summary>
internal sealed class OutboxRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string To { get; set; }

    public required string Subject { get; set; }

    /// <summary>Emptied once the letter is gone: it may hold a link that lets in.</summary>
    public required string Body { get; set; }

    /// <summary>The address that stops such letters; null: this one must reach. Emptied like the body.</summary>
    public string? Stop { get; set; }

    /// <summary><c>waiting</c>, <c>sending</c>, <c>sent</c>, <c>failed</c>.</summary>
    public required string State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    /// <summary>Waiting: not before. Sending: from then on who began it is taken to be dead.</summary>
    public DateTimeOffset NextAt { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    public string? Fault { get; set; }
}

/// <summary>Indexes of the tables of notices.</summary>
internal static class NoticeModel
{
    internal static void Add(ModelBuilder model)
    {
        EntityTypeBuilder<NoticeRow> notice = model.Entity<NoticeRow>();
        notice.HasIndex(row => row.Key).IsUnique();
        notice.HasIndex(row => row.Stamp).IsUnique();
        notice.HasIndex(row => row.Person);
        model.Entity<NoticeChoiceRow>().HasIndex(row => row.Person).IsUnique();
        EntityTypeBuilder<OutboxRow> letter = model.Entity<OutboxRow>();
        letter.HasIndex(row => row.Key).IsUnique();
        letter.HasIndex(row => new { row.State, row.NextAt });
    }
}
