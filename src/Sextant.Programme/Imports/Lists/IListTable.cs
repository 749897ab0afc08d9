using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists;

/// <summary>A list that is given out as a table, to whom its page shows it. One class, and one line in <see cref="ListCatalog"/>.</summary>
public interface IListTable
{
    /// <summary>Its columns.</summary>
    TableForm Table { get; }

    /// <summary>What who reads it must have the right to, for the country or for some organisation; of which ones is asked as rows are read.</summary>
    Right ReadRight { get; }

    /// <summary>Whether it belongs to something that its columns do not name, as registrations belong to an event.</summary>
    bool HasScope { get; }

    /// <summary>Whether what it is of may be named, where it need not be: one unit's part of what is of many.</summary>
    bool MayHaveScope => HasScope;

    /// <summary>By what its own page narrows it, where it sees to that itself; words of its rows and organisations are seen to for all lists.</summary>
    IReadOnlyList<ListFilter> Filters => [];

    /// <summary>Whether it takes the place of all that stood there when it comes back, so that no part of it may be given out by mere words.</summary>
    bool IsWhole => false;

    /// <summary>Whether no cache may keep it: what not everybody reads, or what somebody may take back.</summary>
    bool IsFleeting => ReadRight != Right.ReadPublished;

    /// <summary>The rows; null when there is nothing of the kind for who asks.</summary>
    Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation);
}
