using System.Text;

namespace Sextant.Lab.Http;

/// <summary>What a site's script answers.</summary>
public sealed record LabReply
{
    /// <summary>The status code.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Headers beside those that the server writes itself (Date, Content-Length, Connection).</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [("Content-Type", "text/html; charset=utf-8")];

    /// <summary>The body as sent.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What is wrong with the way it is sent.</summary>
    public Manner Manner { get; init; }

    /// <summary>How long the server thinks before it answers.</summary>
    public TimeSpan Thinks { get; init; }

    /// <summary>A page of HTML.</summary>
    public static LabReply Page(string html, int status = 200) => new() { Status = status, Body = Encoding.UTF8.GetBytes(html) };

    /// <summary>A redirect.</summary>
    public static LabReply Redirect(string location, int status = 301) =>
        Page("<!doctype html><title>Moved</title>", status).With("Location", location);

    /// <summary>The same reply with one header more.</summary>
    public LabReply With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };
}

/// <summary>How a reply is sent.</summary>
public enum Manner
{
    /// <summary>Properly.</summary>
    Proper,

    /// <summary>The body goes on without end, slowly.</summary>
    Endless,

    /// <summary>Bytes that are not HTTP.</summary>
    Garbage,

    /// <summary>Closed before a byte is sent.</summary>
    Closes,

    /// <summary>Nothing is sent, and the connection stays.</summary>
    Silent,

    /// <summary>Header lines without end.</summary>
    EndlessHeaders,
}
