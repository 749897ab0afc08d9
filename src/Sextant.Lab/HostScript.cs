using System.Net;
using Sextant.Wire;

namespace Sextant.Lab;

/// <summary>
/// A host of the world: where it listens and which addresses its name publishes. Without a word it has one address
/// of each family, given by the world from documentation space, and publishes both.
/// </summary>
/// <typeparam name="TSelf">The script itself, so that lines can be chained.</typeparam>
public abstract class HostScript<TSelf> : IHostScript
    where TSelf : HostScript<TSelf>
{
    private readonly AddressPool _pool;
    private readonly List<IPAddress> _v4 = [];
    private readonly List<IPAddress> _v6 = [];
    private readonly List<IPAddress> _published = [];
    private bool _withoutV4;
    private bool _withoutV6;
    private bool _unpublished;

    private protected HostScript(AddressPool pool, string name)
    {
        _pool = pool;
        Name = Names.Fold(name);
    }

    /// <summary>The host's name, lower case, without trailing dot.</summary>
    public string Name { get; }

    IReadOnlyList<IPAddress> IHostScript.Listening => Listening;

    IReadOnlyList<IPAddress> IHostScript.Published => _unpublished ? [] : [.. Listening, .. _published];

    IEnumerable<IPAddress> IHostScript.Chosen => [.. _v4, .. _v6, .. _published];

    /// <summary>The virtual addresses it listens on.</summary>
    internal IReadOnlyList<IPAddress> Listening
    {
        get
        {
            Settle(_v4, _withoutV4, Family.V4);
            Settle(_v6, _withoutV6, Family.V6);
            return [.. _v6, .. _v4];
        }
    }

    private TSelf Self => (TSelf)this;

    /// <summary>Listens on these IPv4 addresses and publishes them.</summary>
    public TSelf OnV4(params string[] addresses) => Add(_v4, addresses, Family.V4);

    /// <summary>Listens on these IPv6 addresses and publishes them.</summary>
    public TSelf OnV6(params string[] addresses) => Add(_v6, addresses, Family.V6);

    /// <summary>Has no IPv6.</summary>
    public TSelf OnlyV4()
    {
        _withoutV6 = true;
        return Self;
    }

    /// <summary>Has no IPv4.</summary>
    public TSelf OnlyV6()
    {
        _withoutV4 = true;
        return Self;
    }

    /// <summary>Publishes these addresses too, and listens on none of them: dead, forgotten, private or somebody else's.</summary>
    public TSelf Publishes(params string[] addresses)
    {
        _published.AddRange(addresses.Select(IPAddress.Parse));
        return Self;
    }

    /// <summary>Publishes no address under its name by itself: the zone's own lines say what there is.</summary>
    public TSelf Unpublished()
    {
        _unpublished = true;
        return Self;
    }

    /// <summary>The first IPv6 address it listens on.</summary>
    public IPAddress V6 => Listening.First(a => Where.FamilyOf(a) == Family.V6);

    /// <summary>The first IPv4 address it listens on.</summary>
    public IPAddress V4 => Listening.First(a => Where.FamilyOf(a) == Family.V4);

    private TSelf Add(List<IPAddress> list, string[] addresses, Family family)
    {
        foreach (var address in addresses.Select(IPAddress.Parse))
        {
            if (Where.FamilyOf(address) != family)
            {
                throw new ArgumentException($"{Name}: {address} is not of family {family}", nameof(addresses));
            }

            list.Add(address);
        }

        return Self;
    }

    private void Settle(List<IPAddress> list, bool without, Family family)
    {
        if (without)
        {
            list.Clear();
        }
        else if (list.Count == 0)
        {
            list.Add(_pool.Next(Name, family));
        }
    }
}

/// <summary>What the world asks each host's script when it is put together.</summary>
internal interface IHostScript
{
    string Name { get; }

    IReadOnlyList<IPAddress> Listening { get; }

    IReadOnlyList<IPAddress> Published { get; }

    /// <summary>The addresses that the script chose by hand (or was given before).</summary>
    IEnumerable<IPAddress> Chosen { get; }
}
