using System.Text.Json.Serialization;

namespace Sextant.Programme.Register;

/// <summary>
/// One version of one fact. <see cref="Key"/> names the fact within its table for ever; exactly one version of a key is current
/// (not superseded), and a fact that was taken back is a current version that says so. Valid time is days of the country
/// (both ends inclusive, null: not recorded, or still so); recorded time is instants.
/// </summary>
internal abstract class RegisterRow
{
    [JsonIgnore]
    public long Id { get; set; }

    public required string Key { get; set; }

    public DateOnly? ValidFrom { get; set; }

    public DateOnly? ValidUntil { get; set; }

    [JsonIgnore]
    public DateTimeOffset RecordedAt { get; set; }

    [JsonIgnore]
    public DateTimeOffset? SupersededAt { get; set; }

    /// <summary>Who says so: <see cref="Register.Origin"/> in text.</summary>
    [JsonIgnore]
    public string Origin { get; set; } = string.Empty;

    /// <summary>Why a person said otherwise.</summary>
    [JsonIgnore]
    public string? Reason { get; set; }

    public bool Withdrawn { get; set; }

    /// <summary>Hash of the content, by which a reload sees whether the pack says something new.</summary>
    [JsonIgnore]
    public string Digest { get; set; } = string.Empty;

    /// <summary>The pack's source that is cited.</summary>
    public string? Source { get; set; }

    public string? Note { get; set; }

    /// <summary>A further version of the same fact, not yet recorded.</summary>
    internal RegisterRow Next()
    {
        var next = (RegisterRow)MemberwiseClone();
        (next.Id, next.SupersededAt, next.Reason) = (0, null, null);
        return next;
    }
}
