namespace Sextant.Lab.Network;

/// <summary>What a mapped endpoint speaks below its service.</summary>
public enum Transport
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,
}
