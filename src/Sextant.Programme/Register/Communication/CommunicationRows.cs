namespace Sextant.Programme.Register;

/// <summary>Something that units may use in their own communication: a leaflet, a film, slides.</summary>
internal sealed class RegisterKitItem : RegisterRow
{
    public required string Title { get; set; }

    /// <summary>One of <see cref="CommunicationWords.Items"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>For whom.</summary>
    public string? Audience { get; set; }

    public string? Text { get; set; }
}

/// <summary>One version of an item in one language, with its file. Its bytes lie beside the database, under the hash.</summary>
internal sealed class RegisterKitFile : RegisterRow
{
    public required string Item { get; set; }

    public int Number { get; set; }

    /// <summary>One of <see cref="CommunicationWords.Languages"/>.</summary>
    public required string Language { get; set; }

    /// <summary>As people call the version.</summary>
    public required string Label { get; set; }

    public DateOnly Day { get; set; }

    public required string Sha256 { get; set; }

    public required string Name { get; set; }

    public required string Type { get; set; }

    public long Bytes { get; set; }
}

/// <summary>How often a file was fetched on a day. Nothing says by whom: there is nothing to say it with.</summary>
internal sealed class KitDownloadRow
{
    public long Id { get; set; }

    /// <summary>File and day: one row of each.</summary>
    public required string Stamp { get; set; }

    public required string File { get; set; }

    public DateOnly Day { get; set; }

    public long Count { get; set; }
}

/// <summary>What the press wrote or sent.</summary>
internal sealed class RegisterPressItem : RegisterRow
{
    public required string Title { get; set; }

    public required string Outlet { get; set; }

    public DateOnly Date { get; set; }

    public string? Link { get; set; }

    /// <summary>What it is about, in a word or two.</summary>
    public string? Tag { get; set; }

    /// <summary>One of <see cref="CommunicationWords.Tones"/>.</summary>
    public required string Tone { get; set; }
}

/// <summary>An event for others than the office: a day of IPv6, a workshop.</summary>
internal sealed class RegisterPublicEvent : RegisterRow
{
    public required string Title { get; set; }

    /// <summary>One of <see cref="CommunicationWords.Events"/>.</summary>
    public required string Kind { get; set; }

    public DateOnly Starts { get; set; }

    public DateOnly Ends { get; set; }

    public string? Place { get; set; }

    public string? Text { get; set; }

    /// <summary>One of <see cref="TrainingWords.States"/>.</summary>
    public required string State { get; set; }

    /// <summary>Remote sites that took part.</summary>
    public int? Sites { get; set; }

    /// <summary>Who came, as counted by who held it.</summary>
    public int? Attendees { get; set; }

    /// <summary>How many may register; null: nobody registers here.</summary>
    public int? Seats { get; set; }

    /// <summary>The last day of registering.</summary>
    public DateOnly? RegisterUntil { get; set; }

    /// <summary>How many had registered when their entries were thrown away; null: they are there.</summary>
    public int? Registered { get; set; }
}

/// <summary>Somebody who registered for an event. No version of it is kept: it is thrown away when the event is over.</summary>
internal sealed class EventEntryRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string Event { get; set; }

    /// <summary>Event and address: each address once.</summary>
    public required string Stamp { get; set; }

    public required string Name { get; set; }

    public string? Unit { get; set; }

    public required string Email { get; set; }

    public DateTimeOffset At { get; set; }
}
