namespace Sextant.Programme.Register;

/// <summary>A meeting of the programme: a review conference, a plan's presentation.</summary>
internal sealed class RegisterMeeting : RegisterRow
{
    public DateOnly Date { get; set; }

    public required string Title { get; set; }

    public string? Chair { get; set; }

    public string? Form { get; set; }

    public string? Place { get; set; }

    /// <summary>How many sites (điểm cầu) took part, as stated.</summary>
    public int? Sites { get; set; }

    public string? Discussion { get; set; }

    /// <summary>Slugs of the organisations that discussed, separated by a space.</summary>
    public required string DiscussedBy { get; set; }

    /// <summary>The document that reports it.</summary>
    public string? Document { get; set; }
}

/// <summary>What a meeting's chair directed or concluded, in the words of the source.</summary>
internal sealed class RegisterDirection : RegisterRow
{
    public required string Meeting { get; set; }

    public int Position { get; set; }

    public required string Text { get; set; }

    /// <summary>Who is to do it, in the words of the source.</summary>
    public string? Addressee { get; set; }

    public int? WorkGroup { get; set; }

    public bool WorkGroupInferred { get; set; }
}

/// <summary>Somebody who took part in a meeting.</summary>
internal sealed class RegisterAttendance : RegisterRow
{
    public required string Meeting { get; set; }

    public int Position { get; set; }

    /// <summary>The name; null where only the office or the body is known.</summary>
    public string? Name { get; set; }

    /// <summary>Office or function, in the words of the source.</summary>
    public string? Role { get; set; }

    public string? Organisation { get; set; }

    /// <summary>The site at which; null: the main one, or not known.</summary>
    public string? Site { get; set; }
}

/// <summary>A site (điểm cầu) of a meeting that is known by name.</summary>
internal sealed class RegisterMeetingSite : RegisterRow
{
    public required string Meeting { get; set; }

    public int Position { get; set; }

    public required string Name { get; set; }

    public string? Organisation { get; set; }

    /// <summary>How many took part there.</summary>
    public int? People { get; set; }
}

/// <summary>What was put before a meeting: a report, a draft.</summary>
internal sealed class RegisterPaper : RegisterRow
{
    public required string Meeting { get; set; }

    public int Position { get; set; }

    public required string Title { get; set; }

    /// <summary>Who presented it.</summary>
    public string? By { get; set; }

    /// <summary>The document, where the register keeps it.</summary>
    public string? Document { get; set; }
}
