namespace Sextant.Programme.Register;

/// <summary>
/// One look at the register: how far its tables had come when the look began, asked for once for all that is read within it. Whoever writes within a look sees what was written:
/// the look is then taken anew.
/// </summary>
internal sealed class RegisterLook : IDisposable
{
    private static readonly AsyncLocal<RegisterLook?> Now = new();

    private bool _over;

    /// <summary>The look that this piece of work is in; null: none.</summary>
    internal static RegisterLook? Current => Now.Value is { _over: false } look ? look : null;

    /// <summary>Stamps by table; empty until somebody asks.</summary>
    internal Dictionary<Type, long> Stamps { get; set; } = [];

    /// <summary>How far measurements had come; null until somebody asks.</summary>
    internal long? Measured { get; set; }

    /// <summary>One at a time: parts of a page are read one after the other, and a look belongs to one page.</summary>
    internal SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Begins a look; it is over when it is disposed of, also for work that goes on in the background.</summary>
    internal static RegisterLook Begin()
    {
        var look = new RegisterLook();
        Now.Value = look;
        return look;
    }

    /// <summary>Forgets what was seen.</summary>
    internal void Renew()
    {
        (Stamps, Measured) = ([], null);
    }

    public void Dispose() => _over = true;
}
