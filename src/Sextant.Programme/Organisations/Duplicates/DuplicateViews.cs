using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Duplicates;

/// <summary>An organisation of a pair.</summary>
public sealed record LikeUnit(string Organisation, LocalText Name);

/// <summary>Why two organisations may be one.</summary>
/// <param name="Kind">One of <see cref="Likeness"/>'s words.</param>
/// <param name="What">The name as it is compared, the domain, or the code with its scheme.</param>
public sealed record LikeReason(string Kind, string What);

/// <summary>Two organisations that may be one.</summary>
public sealed record LikePair(LikeUnit First, LikeUnit Second, IReadOnlyList<LikeReason> Reasons);

/// <summary>Two organisations that somebody has told apart.</summary>
public sealed record ApartPair(string Key, LikeUnit First, LikeUnit Second, string Why);

/// <summary>What the office looks through.</summary>
/// <param name="Pairs">The likeliest first, <see cref="DuplicateBook.Most"/> at most.</param>
/// <param name="More">How many more there are.</param>
/// <param name="Apart">Pairs that were told apart.</param>
public sealed record DuplicateSheet(IReadOnlyList<LikePair> Pairs, int More, IReadOnlyList<ApartPair> Apart);
