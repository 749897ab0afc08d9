namespace Sextant.Programme.Register;

/// <summary>The letterhead of the office's papers; one fact, under the key <see cref="OnlyKey"/>.</summary>
internal sealed class RegisterLetterhead : RegisterRow
{
    internal const string OnlyKey = "letterhead";

    public string? Superior { get; set; }

    public required string Issuer { get; set; }

    public string? Sign { get; set; }

    public string? Place { get; set; }

    public string? Authority { get; set; }

    public string? SignerTitle { get; set; }

    public string? SignerName { get; set; }

    /// <summary>One a line.</summary>
    public string? Recipients { get; set; }
}
